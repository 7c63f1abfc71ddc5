using System.Globalization;
using AnnotationHub.Domain.Landmarks;
using CsCheck;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class CsvFaceWriterTests
{
    [Fact]
    public async Task Write_OneFace_IsThisText()
    {
        var rows = (await CsvAsync([Face(1, "p1")])).Split("\r\n");

        Assert.StartsWith(
            "trace_code,image_id,file_name,image_width,image_height,image_sha256,box_x,box_y,box_width,box_height,annotations,annotators,agreement_percent,predicted_error_percent,origin,"
            + $"{Scheme.Landmarks[0].Name}_x,{Scheme.Landmarks[0].Name}_y,{Scheme.Landmarks[0].Name}_visibility,{Scheme.Landmarks[0].Name}_cov_xx,",
            rows[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"T-1,p1,脸.jpg,640,480,{new string('a', 64)},90.125,40,120,130.5,3,A1 A2 A3,4.567,2.5,consensus,100.5,50.25,visible,1,0.25,2,101.5,51.25,selfOccluded,2,0.25,2,102.5,52.25,occluded,3,0.25,2,,,outside,,,,104.5,",
            rows[1],
            StringComparison.Ordinal);
        Assert.Equal(3, rows.Length);
        Assert.Equal("", rows[2]);
    }

    [Fact]
    public async Task Write_AnyFace_HasAsManyCellsAsTheHead()
    {
        var rows = (await CsvAsync([Face(1, "p1"), Face(2, "p1") with { Covariances = [], AgreementPercent = null }])).Split("\r\n");

        Assert.Equal(15 + (6 * 68), rows[0].Split(',').Length);
        Assert.Equal(rows[0].Split(',').Length, rows[1].Split(',').Length);
        Assert.Equal(rows[0].Split(',').Length, rows[2].Split(',').Length);
    }

    [Theory]
    [InlineData("=1+1.jpg", "'=1+1.jpg")]
    [InlineData("+a.jpg", "'+a.jpg")]
    [InlineData("-a.jpg", "'-a.jpg")]
    [InlineData("@a.jpg", "'@a.jpg")]
    [InlineData("a,b.jpg", "\"a,b.jpg\"")]
    [InlineData("a\"b\".jpg", "\"a\"\"b\"\".jpg\"")]
    [InlineData("=a,\"b", "\"'=a,\"\"b\"")]
    public async Task Write_FileName_IsQuotedAndNeverAFormula(string fileName, string expected) =>
        Assert.StartsWith($"T-1,p1,{expected},640", (await CsvAsync([Face(1, "p1", fileName)])).Split("\r\n")[1], StringComparison.Ordinal);

    [Fact]
    public async Task Write_InALanguageWithCommas_KeepsPoints()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Contains(",90.125,", await CsvAsync([Face(1, "p1")]), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_AnyPosition_ReadsBackAsTheSameNumber() => Gen.Double[-1e4, 1e4].Sample(x =>
    {
        var face = Face(1, "p1");
        var row = CsvAsync([face with { Landmarks = face.Landmarks.SetItem(0, PlacedLandmark.At(x, 1)) }]).GetAwaiter().GetResult().Split("\r\n")[1];

        Assert.Equal(x, double.Parse(row.Split(',')[15], CultureInfo.InvariantCulture));
    }, iter: 200);
}
