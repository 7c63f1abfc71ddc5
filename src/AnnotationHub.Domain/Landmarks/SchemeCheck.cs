using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The rules of a scheme. Later rules need what earlier ones assure, so a stage with faults ends the check.</summary>
internal static partial class SchemeCheck
{
    private const int MinLandmarks = 3;
    private const int MaxLandmarks = 512;
    private const int MaxTextLength = 500;
    private const double MaxTolerancePercent = 100;

    /// <summary>How far a mean shape may miss its symmetry or its scale, in normalising distances.</summary>
    private const double MeanShapeEpsilon = 0.01;

    public static ImmutableArray<SchemeFault> Of(SchemeFile file)
    {
        Func<SchemeFile, IEnumerable<SchemeFault>>[] stages = [Shape, Mirrors, Lines];
        foreach (var stage in stages)
        {
            ImmutableArray<SchemeFault> faults = [.. stage(file)];
            if (!faults.IsEmpty)
                return faults;
        }

        return [];
    }

    private static IEnumerable<SchemeFault> Shape(SchemeFile file) =>
        [.. Keys(file), .. Texts(file), .. Landmarks(file), .. Coverage(file), .. Contours(file)];

    private static IEnumerable<SchemeFault> Lines(SchemeFile file) =>
        [.. MirroredLines.Faults(file), .. Normalization(file), .. MeanShape(file)];

    private static IEnumerable<SchemeFault> Keys(SchemeFile file)
    {
        if (!SchemeKey().IsMatch(file.Key))
            yield return Fault(SchemeRule.Key, $"方案代号“{file.Key}”须为 3 至 40 个小写字母、数字或连字符", $"The scheme's key '{file.Key}' must be 3 to 40 lower-case letters, digits or hyphens");
        if (file.Version < 1)
            yield return Fault(SchemeRule.Key, $"方案版本 {file.Version} 须不小于 1", $"The scheme's version {file.Version} must be at least 1");
        foreach (var key in file.Groups.Select(g => g.Key).Concat(file.Contours.Select(c => c.Key)).Where(k => !LineKey().IsMatch(k)).Distinct())
            yield return Fault(SchemeRule.Key, $"组或线的代号“{key}”须为 1 至 40 个字母或数字，以小写字母开头", $"The group or contour key '{key}' must be 1 to 40 letters or digits, a lower-case letter first");
        foreach (var key in Repeated(file.Groups.Select(g => g.Key)))
            yield return Fault(SchemeRule.Key, $"组“{key}”出现了不止一次", $"The group '{key}' occurs more than once");
        foreach (var key in Repeated(file.Contours.Select(c => c.Key)))
            yield return Fault(SchemeRule.Key, $"线“{key}”出现了不止一次", $"The contour '{key}' occurs more than once");
    }

    private static IEnumerable<SchemeFault> Texts(SchemeFile file)
    {
        var texts = file.Landmarks.SelectMany(l => new[] { (l.Name, l.Label), (l.Name, l.Hint) })
            .Concat(file.Groups.Select(g => (g.Key, g.Name)))
            .Append((file.Key, file.Name));
        foreach (var (owner, text) in texts)
        {
            if (!IsText(text.Zh) || !IsText(text.En))
                yield return Fault(SchemeRule.Text, $"“{owner}”的文字须中英文俱全，各 1 至 {MaxTextLength} 字", $"A text of '{owner}' must be there in Chinese and English, 1 to {MaxTextLength} characters each");
        }
    }

    private static bool IsText(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxTextLength;

    private static IEnumerable<SchemeFault> Landmarks(SchemeFile file)
    {
        var count = file.Landmarks.Count;
        if (count is < MinLandmarks or > MaxLandmarks)
            yield return Fault(SchemeRule.Count, $"有 {count} 个点，须为 {MinLandmarks} 至 {MaxLandmarks} 个", $"There are {count} landmarks, {MinLandmarks} to {MaxLandmarks} are permitted");
        foreach (var name in Repeated(file.Landmarks.Select(l => l.Name)))
            yield return Fault(SchemeRule.Name, $"点名“{name}”出现了不止一次", $"The landmark name '{name}' occurs more than once");
        for (var i = 0; i < count; i++)
        {
            foreach (var fault in Landmark(file.Landmarks[i], i, count))
                yield return fault;
        }
    }

    private static IEnumerable<SchemeFault> Landmark(SchemeFile.Point l, int place, int count)
    {
        if (l.Index != place)
            yield return Fault(SchemeRule.Index, $"点“{l.Name}”的编号是 {l.Index}，按次序须为 {place}", $"Landmark '{l.Name}' has index {l.Index}, by its place it must be {place}");
        if (!LandmarkName().IsMatch(l.Name))
            yield return Fault(SchemeRule.Name, $"点名“{l.Name}”须为 1 至 40 个字母、数字或下划线", $"The landmark name '{l.Name}' must be 1 to 40 letters, digits or underscores");
        if (l.Mirror < 0 || l.Mirror >= count)
            yield return Fault(SchemeRule.Mirror, $"点“{l.Name}”的镜像 {l.Mirror} 须在 0 至 {count - 1} 之间", $"Landmark '{l.Name}' has mirror {l.Mirror}, 0 to {count - 1} are permitted");
        if (SchemeReader.Side(l.Side) is null)
            yield return Fault(SchemeRule.Mirror, $"点“{l.Name}”的侧别“{l.Side}”须为 right、left 或 middle", $"Landmark '{l.Name}' has side '{l.Side}', permitted are right, left and middle");
        if (!IsTolerance(l.TolerancePercent) || !IsTolerance(l.TangentTolerancePercent))
            yield return Fault(SchemeRule.Tolerance, $"点“{l.Name}”的容差 {l.TolerancePercent} / {l.TangentTolerancePercent} 须大于 0 且不超过 {MaxTolerancePercent}", $"Landmark '{l.Name}' has tolerances {l.TolerancePercent} / {l.TangentTolerancePercent}, permitted is above 0 up to {MaxTolerancePercent}");
        if (l.Mean.Count != 2 || !l.Mean.All(double.IsFinite))
            yield return Fault(SchemeRule.MeanShape, $"点“{l.Name}”的平均位置须为两个有限的数", $"The mean position of landmark '{l.Name}' must be two finite numbers");
    }

    private static bool IsTolerance(double percent) => percent is > 0 and <= MaxTolerancePercent;

    private static IEnumerable<SchemeFault> Coverage(SchemeFile file)
    {
        foreach (var g in file.Groups.Where(g => LandmarkKindWire.Parse(g.Kind) is null))
        {
            var kinds = string.Join(", ", Enum.GetValues<LandmarkKind>().Select(LandmarkKindWire.Name));
            yield return Fault(SchemeRule.Group, $"组“{g.Key}”的类别“{g.Kind}”须为其中之一：{kinds}", $"Group '{g.Key}' has kind '{g.Kind}', permitted are {kinds}");
        }

        var times = new int[file.Landmarks.Count];
        foreach (var g in file.Groups)
        {
            foreach (var i in g.Landmarks.Where(i => i < 0 || i >= times.Length))
                yield return Fault(SchemeRule.Group, $"组“{g.Key}”中的 {i} 须在 0 至 {times.Length - 1} 之间", $"Group '{g.Key}' names landmark {i}, 0 to {times.Length - 1} are permitted");
            foreach (var i in g.Landmarks.Where(i => i >= 0 && i < times.Length))
                times[i]++;
        }

        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] != 1)
                yield return Fault(SchemeRule.Group, $"点“{file.Landmarks[i].Name}”在 {times[i]} 个组里，须恰好在一个组里", $"Landmark '{file.Landmarks[i].Name}' is in {times[i]} groups, it must be in exactly one");
        }
    }

    private static IEnumerable<SchemeFault> Contours(SchemeFile file)
    {
        var count = file.Landmarks.Count;
        foreach (var c in file.Contours)
        {
            var least = c.Closed ? 3 : 2;
            if (c.Landmarks.Count < least || c.Landmarks.Distinct().Count() != c.Landmarks.Count)
                yield return Fault(SchemeRule.Contour, $"线“{c.Key}”须有至少 {least} 个互不相同的点", $"Contour '{c.Key}' must have at least {least} landmarks, none twice");
            foreach (var i in c.Landmarks.Where(i => i < 0 || i >= count))
                yield return Fault(SchemeRule.Contour, $"线“{c.Key}”中的 {i} 须在 0 至 {count - 1} 之间", $"Contour '{c.Key}' names landmark {i}, 0 to {count - 1} are permitted");
        }
    }

    private static IEnumerable<SchemeFault> Mirrors(SchemeFile file)
    {
        foreach (var l in file.Landmarks)
        {
            var mirror = file.Landmarks[l.Mirror];
            if (mirror.Mirror != l.Index)
                yield return Fault(SchemeRule.Mirror, $"点“{l.Name}”的镜像是“{mirror.Name}”，其镜像却是 {mirror.Mirror}，须为 {l.Index}", $"Landmark '{l.Name}' has mirror '{mirror.Name}', whose mirror is {mirror.Mirror} and must be {l.Index}");
            if (mirror.Side != Opposite(l.Side) || (l.Side == "middle") != (l.Mirror == l.Index))
                yield return Fault(SchemeRule.Mirror, $"点“{l.Name}”在 {l.Side} 侧，其镜像“{mirror.Name}”须在另一侧；只有 middle 的点以自身为镜像", $"Landmark '{l.Name}' is on side {l.Side}, its mirror '{mirror.Name}' must be on the other; only one in the middle is its own mirror");
        }
    }

    private static string Opposite(string side) => side switch { "right" => "left", "left" => "right", _ => side };

    private static IEnumerable<SchemeFault> Normalization(SchemeFile file)
    {
        var (a, b) = file.Normalization;
        var count = file.Landmarks.Count;
        if (a < 0 || a >= count || b < 0 || b >= count)
            yield return Fault(SchemeRule.Normalization, $"归一化点 {a}、{b} 须在 0 至 {count - 1} 之间", $"The normalising landmarks {a} and {b} must be 0 to {count - 1}");
        else if (a == b || file.Landmarks[a].Mirror != b || file.Landmarks[a].Side != "right")
            yield return Fault(SchemeRule.Normalization, $"归一化点“{file.Landmarks[a].Name}”与“{file.Landmarks[b].Name}”须互为镜像，本人右侧的在前", $"The normalising landmarks '{file.Landmarks[a].Name}' and '{file.Landmarks[b].Name}' must be mirrors of each other, the person's right first");
        else if (Math.Abs(file.Landmarks[b].Mean[0] - file.Landmarks[a].Mean[0] - 1) > MeanShapeEpsilon)
            yield return Fault(SchemeRule.MeanShape, $"平均形状中两个归一化点的水平距离须为 1，误差不超过 {MeanShapeEpsilon}", $"In the mean shape the normalising landmarks must be 1 apart in x, within {MeanShapeEpsilon}");
    }

    private static IEnumerable<SchemeFault> MeanShape(SchemeFile file)
    {
        foreach (var l in file.Landmarks)
        {
            var mirror = file.Landmarks[l.Mirror];
            if (Math.Abs(l.Mean[0] + mirror.Mean[0]) > MeanShapeEpsilon || Math.Abs(l.Mean[1] - mirror.Mean[1]) > MeanShapeEpsilon)
                yield return Fault(SchemeRule.MeanShape, $"点“{l.Name}”与其镜像“{mirror.Name}”的平均位置须关于 x = 0 对称，误差不超过 {MeanShapeEpsilon}", $"The mean positions of landmark '{l.Name}' and its mirror '{mirror.Name}' must be symmetric about x = 0, within {MeanShapeEpsilon}");
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    internal static SchemeFault Fault(SchemeRule rule, string zh, string en) => new(rule, new LocalizedText(zh + "。", en + "."));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{2,39}\z")]
    private static partial Regex SchemeKey();

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex LineKey();

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,40}\z")]
    private static partial Regex LandmarkName();
}
