using System.Globalization;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using CsCheck;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

/// <summary>The digits formatted by hand, seen through a box of a COCO file.</summary>
public sealed class HundredthsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.001, "0")]
    [InlineData(-0.04, "-0.04")]
    [InlineData(0.1, "0.1")]
    [InlineData(9.999, "10")]
    [InlineData(1234.5, "1234.5")]
    [InlineData(9999.994, "9999.99")]
    [InlineData(9999.996, "10000")]
    [InlineData(123456.78, "123456.78")]
    public async Task Write_Number_IsRoundedWithoutTrailingZeros(double value, string expected) =>
        Assert.Contains($"\"bbox\":[{expected},", await CocoAsync([Face(1, "p") with { Box = new FaceBox(value, 0, 1, 1) }]), StringComparison.Ordinal);

    [Fact]
    public void Write_AnyNumber_IsThePlainWritersAtTwoDecimals() => Gen.Double[-1e6, 1e6].Sample(value =>
    {
        using var json = JsonDocument.Parse(CocoAsync([Face(1, "p") with { Box = new FaceBox(value, 0, 1, 1) }]).GetAwaiter().GetResult());

        var written = json.RootElement.GetProperty("annotations")[0].GetProperty("bbox")[0].GetDouble();
        Assert.Equal((Math.Round(value, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture), (written + 0.0).ToString("0.00", CultureInfo.InvariantCulture));
    }, iter: 300);
}
