using System.Xml.Linq;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using CsCheck;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class QualityReportTests
{
    [Fact]
    public void Quantile_OfHundredValues_IsTheNextHundredthAbove()
    {
        var histogram = new PercentHistogram();
        for (var i = 1; i <= 100; i++) histogram.Add(i / 10.0 - 0.005);

        Assert.Equal(5, histogram.Quantile(0.5), 9);
        Assert.Equal(9.9, histogram.Quantile(0.99), 9);
        Assert.Equal(0.5, histogram.ShareUpTo(5), 9);
    }

    [Fact]
    public void Quantile_OfAnyValues_IsWithinAHundredthOfTheSortedOne() => Gen.Double[0, 49].Array[1, 200].Sample(values =>
    {
        var histogram = new PercentHistogram();
        foreach (var value in values) histogram.Add(value);
        Array.Sort(values);
        foreach (var share in new[] { 0.5, 0.9, 0.95 })
            Assert.InRange(histogram.Quantile(share) - values[(int)Math.Ceiling(share * values.Length) - 1], -1e-9, 0.01 + 1e-9);
    }, iter: 100);

    [Fact]
    public void Build_TwoFaces_CountsThem()
    {
        var report = Report(Face(1, "p1"), Face(2, "p1") with { Origin = FaceOrigin.Corrected, AgreementPercent = null, Annotators = ["A1", "A9"], AnnotationCount = 2 });

        Assert.Equal(new ReportCounts(1, 2, 4, 1, 0, 5, 4), report.Counts);
        Assert.Equal((1, 4.57), (report.Disagreement.Count, report.Disagreement.P50));
        Assert.Equal((2, 2.51), (report.PredictedError.Count, report.PredictedError.P50));
        Assert.Equal(1, report.ShareWithinTarget);
        Assert.Equal(0, report.DisagreementCurve[0].Share);
        Assert.Equal(1, report.DisagreementCurve[^1].Share);
    }

    [Fact]
    public void Build_Covariance_BecomesTheExpectedDistanceInPerCent()
    {
        // Eyes 9·√2 px apart, but the landmarks' box says the face is larger: 67/2.2 = 30.45 px. √(1+2)·0.8862/30.45 = 5.04 %.
        var report = Report(Face(1, "p1"));

        Assert.Equal(5.04, report.Landmarks[0].PredictedErrorPercent);
        Assert.Equal(0, report.Landmarks[3].PositionShare);
        Assert.Null(report.Landmarks[3].PredictedErrorPercent);
    }

    [Fact]
    public void FromJson_OfToJson_IsTheSame()
    {
        var report = Report(Face(1, "p1"));

        var read = QualityReport.FromJson(System.Text.Encoding.UTF8.GetString(report.ToJson()));

        Assert.Equal(report.Counts, read.Counts);
        Assert.Equal(report.Landmarks, read.Landmarks);
        Assert.Equal(report.DisagreementCurve, read.DisagreementCurve);
    }

    [Fact]
    public void Html_AnyReport_IsWellFormedAndNeedsNothingElse()
    {
        var html = QualityReportPage.Html(Report(Face(1, "p1")) with { ProjectName = "<script>alert(1)</script>&" }, Scheme);

        // <meta> has no end tag: the one liberty that the page takes with XML.
        var body = XDocument.Parse(html[html.IndexOf("<main>", StringComparison.Ordinal)..html.IndexOf("</body>", StringComparison.Ordinal)].Replace("<br>", "<br/>", StringComparison.Ordinal));
        Assert.Equal(68 * 2 - 1, body.Descendants("circle").Count());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_NothingToCompare_SaysSoInsteadOfZeros()
    {
        var html = QualityReportPage.Html(Report(), Scheme);

        Assert.Contains("</html>", html, StringComparison.Ordinal);
        Assert.Contains("nothing to compare", html, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-label=\"累积误差曲线", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_AnotherScheme_IsRefused() => Assert.Throws<ArgumentException>(() => QualityReportPage.Html(Report(), ShippedSchemes.Find("wflw-98")!));

    private static QualityReport Report(params FinishedFace[] faces)
    {
        var builder = new QualityReportBuilder(Scheme);
        foreach (var face in faces) builder.Add(face);
        return builder.Build(new ReportHeader("示例", 3, DateTimeOffset.UnixEpoch, "RACX", 3.0, 4));
    }
}
