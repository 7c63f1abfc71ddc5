using System.Globalization;
using System.Net;
using System.Text;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>
/// The quality report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. Chinese with English below it, since
/// the file travels with the data to readers whom we do not know.
/// </summary>
public static class QualityReportPage
{
    private const string Style = """
        :root{--ink:#1b2430;--quiet:#56606d;--line:#d5dbe3;--paper:#fff;--ground:#f5f7fa;--accent:#1f5fbf}
        *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif}
        main{max-width:1040px;margin:0 auto;padding:32px 24px}h1{font-size:28px;margin:0 0 4px}h2{font-size:20px;margin:0 0 16px}
        section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:24px;margin:24px 0}
        .en{display:block;color:var(--quiet);font-size:14px;font-weight:400}.figures{display:flex;flex-wrap:wrap;gap:24px 40px;margin:0}
        .figures div{min-width:112px}dt{color:var(--quiet)}dd{margin:0;font-size:28px;font-weight:600;font-variant-numeric:tabular-nums}
        .beside{display:flex;flex-wrap:wrap;gap:32px;align-items:flex-start}.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{padding:6px 16px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}td.n,th.n{text-align:right}
        svg{max-width:100%;height:auto}svg text{font-size:14px;fill:var(--quiet)}p{max-width:44em}
        @media print{body{background:#fff}section{break-inside:avoid}}
        """;

    /// <exception cref="ArgumentException">The report is about another scheme.</exception>
    public static string Html(QualityReport report, LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(scheme);
        if (report.SchemeKey != scheme.Key) throw new ArgumentException($"The report is about {report.SchemeKey}, not {scheme.Key}.", nameof(scheme));
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .Append(Text($"{report.ProjectName} · {report.Release} · 质量报告 Quality report")).Append("</title><style>").Append(Style).Append("</style></head><body><main>");
        AddHead(page, report, scheme);
        AddCounts(page, report);
        AddAudit(page, report);
        AddCurve(page, report);
        AddFace(page, report, scheme);
        AddLandmarks(page, report, scheme);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void AddHead(StringBuilder page, QualityReport report, LandmarkScheme scheme) => page
        .Append("<h1>").Append(Text(report.ProjectName)).Append(" · 第 ").Append(report.Release).Append(" 版质量报告</h1><p>")
        .Append("<span class=\"en\">Quality report of release ").Append(report.Release).Append("</span>")
        .Append(Text($"{scheme.Name.Zh} · {scheme.Name.En}（{report.SchemeKey}@{report.SchemeVersion}）")).Append("<br>")
        .Append(Text(report.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))).Append(" UTC<br>共识方法 Consensus: ").Append(Text(report.ConsensusMethod)).Append("</p>");

    private static void AddCounts(StringBuilder page, QualityReport report)
    {
        var counts = report.Counts;
        page.Append("<section>").Append(Heading("数量", "Counts")).Append("<dl class=\"figures\">");
        Figure(page, "照片", "Photographs", counts.Photographs);
        Figure(page, "已验收的脸", "Accepted faces", counts.Accepted);
        Figure(page, "督导裁定", "Adjudicated", counts.Adjudicated);
        Figure(page, "已知答案", "Known truth", counts.Gold);
        Figure(page, "已放弃", "Rejected", counts.Rejected);
        Figure(page, "标注份数", "Annotations", counts.Annotations);
        Figure(page, "标注员", "Annotators", counts.Annotators);
        page.Append("</dl></section>");
    }

    private static void AddAudit(StringBuilder page, QualityReport report)
    {
        if (report.Audit is not { } audit) return;
        page.Append("<section>").Append(Heading("抽检", "Audit")).Append("<p>交付的脸里，有缺陷的不超过 <strong>").Append(Percent(audit.HighPercent))
            .Append("</strong>（95% 把握）。督导看过 ").Append(audit.Audited).Append(" 张自动验收的脸，发现的缺陷都已改正。误差超过 ").Append(Percent(audit.DefectAbovePercent))
            .Append(" 的脸、左右颠倒或不可用的脸算有缺陷。<span class=\"en\">Of the faces delivered at most ").Append(Percent(audit.HighPercent))
            .Append(" are defective (95 % sure). Supervisors looked at ").Append(audit.Audited)
            .Append(" of those accepted by rule and mended what they found; a face is defective above that error, with left and right exchanged, or unusable.</span></p><dl class=\"figures\">");
        Figure(page, "自动验收", "Accepted by rule", audit.Faces);
        Figure(page, "已抽检", "Audited", audit.Audited);
        Figure(page, "发现缺陷", "Found defective", audit.Defective);
        Figure(page, "交付缺陷率", "Going out defective", $"{Percent(audit.DefectivePercent)} ({Percent(audit.LowPercent)} – {Percent(audit.HighPercent)})");
        if (audit.MaximumDefectivePercent is { } target) Figure(page, "目标", "Target", $"≤ {Percent(target)}");
        page.Append("</dl></section>");
    }

    private static void AddCurve(StringBuilder page, QualityReport report)
    {
        page.Append("<section>").Append(Heading("标注员之间的分歧", "Disagreement between annotators"));
        page.Append("<p>同一张脸上各份标注两两之间的平均距离，占两外眼角距离的百分比；曲线表示有多少脸的分歧不超过该值。")
            .Append("<span class=\"en\">Mean pairwise distance between the annotations of a face, in per cent of the distance between the outer eye corners; the curve is the share of faces at or below it.</span></p>");
        if (report.Disagreement.Count == 0)
            page.Append("<p><strong>这个版本里没有由两人以上标注的脸，所以没有分歧可言。</strong><span class=\"en\">No face of this release was annotated by two people or more, so there is nothing to compare.</span></p>");
        else
            page.Append("<div class=\"beside\">").Append(CumulativeCurve.Svg(report)).Append(QuantileTable(report)).Append("</div>");
        page.Append("</section>");
    }

    private static string QuantileTable(QualityReport report)
    {
        var table = new StringBuilder("<table><thead><tr><th></th><th class=\"n\">分歧<span class=\"en\">Disagreement</span></th><th class=\"n\">预计误差<span class=\"en\">Predicted error</span></th></tr></thead><tbody>");
        void Row(string name, double disagreement, double predicted) => table
            .Append("<tr><th scope=\"row\">").Append(name).Append("</th><td class=\"n\">").Append(Percent(disagreement))
            .Append("</td><td class=\"n\">").Append(Percent(report.PredictedError.Count == 0 ? null : predicted)).Append("</td></tr>");
        var (d, p) = (report.Disagreement, report.PredictedError);
        Row("50 %", d.P50, p.P50);
        Row("75 %", d.P75, p.P75);
        Row("90 %", d.P90, p.P90);
        Row("95 %", d.P95, p.P95);
        Row("99 %", d.P99, p.P99);
        table.Append("<tr><th scope=\"row\">脸<span class=\"en\">Faces</span></th><td class=\"n\">").Append(d.Count).Append("</td><td class=\"n\">").Append(p.Count).Append("</td></tr></tbody></table>");
        return table.Append("<p>预计误差不超过目标 ").Append(Percent(report.TargetErrorPercent)).Append(" 的脸：").Append(Percent(100 * report.ShareWithinTarget))
            .Append("<span class=\"en\">Faces whose predicted error is within the target</span></p>").ToString();
    }

    private static void AddFace(StringBuilder page, QualityReport report, LandmarkScheme scheme)
    {
        page.Append("<section>").Append(Heading("各部位的预计误差", "Predicted error by part of the face"));
        page.Append("<p>圆的半径是该点预计误差的真实比例；画在标准脸上。<span class=\"en\">Each circle's radius is the landmark's predicted error, to scale, on the reference face.</span></p>");
        page.Append("<div class=\"beside\">").Append(ErrorFace.Svg(report, scheme)).Append("<table><thead><tr><th>部位<span class=\"en\">Part</span></th><th class=\"n\">预计误差<span class=\"en\">Predicted error</span></th></tr></thead><tbody>");
        foreach (var group in report.Groups)
        {
            var name = scheme.Groups.First(g => g.Key == group.Group).Name;
            page.Append("<tr><td>").Append(Bilingual(name)).Append("</td><td class=\"n\">").Append(Percent(group.PredictedErrorPercent)).Append("</td></tr>");
        }

        page.Append("</tbody></table></div></section>");
    }

    private static void AddLandmarks(StringBuilder page, QualityReport report, LandmarkScheme scheme)
    {
        page.Append("<section>").Append(Heading("每个关键点", "Each landmark"))
            .Append("<div class=\"scroll\"><table><thead><tr><th class=\"n\">#</th><th>关键点<span class=\"en\">Landmark</span></th><th class=\"n\">预计误差<span class=\"en\">Predicted error</span></th>")
            .Append("<th class=\"n\">可见<span class=\"en\">Visible</span></th><th class=\"n\">有坐标<span class=\"en\">With a position</span></th></tr></thead><tbody>");
        foreach (var landmark in report.Landmarks)
        {
            page.Append("<tr><td class=\"n\">").Append(landmark.Index).Append("</td><td>").Append(Bilingual(scheme.Landmarks[landmark.Index].Label)).Append("<code class=\"en\">").Append(Text(landmark.Name))
                .Append("</code></td><td class=\"n\">").Append(Percent(landmark.PredictedErrorPercent)).Append("</td><td class=\"n\">").Append(Percent(100 * landmark.VisibleShare))
                .Append("</td><td class=\"n\">").Append(Percent(100 * landmark.PositionShare)).Append("</td></tr>");
        }

        page.Append("</tbody></table></div></section>");
    }

    private static void Figure(StringBuilder page, string zh, string en, int value) => Figure(page, zh, en, value.ToString("N0", CultureInfo.InvariantCulture));

    private static void Figure(StringBuilder page, string zh, string en, string value) => page
        .Append("<div><dt>").Append(zh).Append("<span class=\"en\">").Append(en).Append("</span></dt><dd>").Append(value).Append("</dd></div>");

    private static string Heading(string zh, string en) => $"<h2>{zh}<span class=\"en\">{en}</span></h2>";

    private static string Bilingual(LocalizedText text) => $"{Text(text.Zh)}<span class=\"en\">{Text(text.En)}</span>";

    private static string Percent(double? value) => value is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) + " %" : "–";

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
