using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Tasks;

public sealed class TraceCodeTests
{
    [Fact]
    public void From_FiveBytes_WritesThemInEightSymbols()
    {
        Assert.Equal("LX-0000-0000", TraceCode.From(new byte[5]));
        Assert.Equal("LX-ZZZZ-ZZZZ", TraceCode.From([255, 255, 255, 255, 255]));
        Assert.Equal("LX-0000-0001", TraceCode.From([0, 0, 0, 0, 1]));
    }

    [Fact]
    public void Parse_CodeAsPeopleTypeIt_IsTheStoredCode() =>
        Gen.Byte.Array[5].Sample(bytes =>
        {
            var code = TraceCode.From(bytes);
            return TraceCode.Parse(code) == code
                && TraceCode.Parse($"  {code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ") == code
                && code.Length == TraceCode.Length;
        });

    [Fact]
    public void Parse_LettersThatLookLikeDigits_AreRead() => Assert.Equal("LX-0110-0000", TraceCode.Parse("lx-oIl0-OOOO"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("LX-7Q2M")]
    [InlineData("AB-7Q2M-09KD")]
    [InlineData("LX-7Q2M-09KU")]
    public void Parse_WhatIsNoCode_IsNull(string? typed) => Assert.Null(TraceCode.Parse(typed));
}
