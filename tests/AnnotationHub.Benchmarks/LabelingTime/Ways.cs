using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>Ways to label one face, each step by step as the tool's own rules have it. Each answers where the landmarks ended, on the screen.</summary>
public static class Ways
{
    /// <summary>(a) Our guided order: the next landmark is lit on the reference face, and one click puts it.</summary>
    public static ImagePoint[] PointByPoint(Person person, ScreenFace face)
    {
        var placed = new ImagePoint[face.Truth.Length];
        foreach (var group in face.Scheme.Groups)
        {
            person.Prepare();
            foreach (var landmark in group.Landmarks) placed[landmark] = Place(person, face, landmark);
        }

        return placed;
    }

    /// <summary>(b) Three clicks set the face out; in each group what is off is dragged, then one key confirms the rest.</summary>
    public static ImagePoint[] StartAndDrag(Person person, ScreenFace face, ShapeModel model) =>
        Start(person, face, model, (landmark, _, shape) => person.Drag(shape[landmark], face.Truth[landmark]));

    /// <summary>(c) The same, but a click on the right place moves the mark there; where it would move another one, the mark is dragged.</summary>
    public static ImagePoint[] StartAndSnap(Person person, ScreenFace face, ShapeModel model) =>
        Start(person, face, model, (landmark, group, shape) =>
        {
            var truth = face.Truth[landmark];
            return shape.Snapped(group, truth) == landmark ? person.ClickExactly(truth) : person.Drag(shape[landmark], truth);
        });

    /// <summary>(d) Curves by a few clicks, resampled evenly; then each landmark is looked at, and moved by a click where it is off.</summary>
    public static ImagePoint[] Curves(Person person, ScreenFace face)
    {
        var placed = new ImagePoint[face.Truth.Length];
        var isDrawn = new bool[face.Truth.Length];
        person.PressKey();
        foreach (var contour in face.Scheme.Contours.Where(c => c.Landmarks.Length > 3))
        {
            person.Prepare();
            var drawn = Draw(person, face, contour);
            for (var i = 0; i < contour.Landmarks.Length; i++) (placed[contour.Landmarks[i]], isDrawn[contour.Landmarks[i]]) = (drawn[i], true);
        }

        person.PressKey();
        foreach (var landmark in face.Scheme.GuidedOrder)
        {
            if (!isDrawn[landmark])
            {
                placed[landmark] = Place(person, face, landmark);
                continue;
            }

            person.Look();
            if (!person.IsGoodEnough(placed[landmark], face.Truth[landmark])) placed[landmark] = person.Drag(placed[landmark], face.Truth[landmark]);
        }

        return placed;
    }

    /// <summary>
    /// landmarker.io (its user guide: the list at the side shows which landmark is next; a click on the photograph inserts it, and it is then
    /// selected and dragged into place).
    /// </summary>
    public static ImagePoint[] ClickAndDrag(Person person, ScreenFace face)
    {
        var placed = new ImagePoint[face.Truth.Length];
        foreach (var group in face.Scheme.Groups)
        {
            person.Prepare();
            foreach (var landmark in group.Landmarks)
            {
                // Which is next, in the list; then where that is, in the photograph.
                person.Look();
                person.Look();
                person.ClickRoughly(face.Truth[landmark]);
                placed[landmark] = person.Drag(face.Truth[landmark], face.Truth[landmark]);
            }
        }

        return placed;
    }

    /// <summary>
    /// CVAT (its manual, "Annotation with skeletons": the skeleton is drawn as a box from corner to corner, its points scaled into it; then each
    /// point is dragged into place). What stands right is left alone, without a key.
    /// </summary>
    public static ImagePoint[] Skeleton(Person person, ScreenFace face)
    {
        person.Prepare();
        var (from, to) = (Corner(face.Truth, Math.Min), Corner(face.Truth, Math.Max));
        person.ClickExactly(from);
        person.ClickExactly(to);
        var mean = face.Scheme.MeanShape;
        var (low, high) = (Corner(mean, Math.Min), Corner(mean, Math.Max));
        ImagePoint[] placed = [.. mean.Select(p => new ImagePoint(
            from.X + ((p.X - low.X) / (high.X - low.X) * (to.X - from.X)), from.Y + ((p.Y - low.Y) / (high.Y - low.Y) * (to.Y - from.Y))))];
        foreach (var group in face.Scheme.Groups)
        {
            person.Prepare();
            foreach (var landmark in group.Landmarks)
            {
                person.Look();
                if (!person.IsGoodEnough(placed[landmark], face.Truth[landmark])) placed[landmark] = person.Drag(placed[landmark], face.Truth[landmark]);
            }
        }

        return placed;
    }

    private static ImagePoint Place(Person person, ScreenFace face, int landmark)
    {
        // Which is next, on the reference face; then where that is, in the photograph.
        person.Look();
        person.Look();
        return person.ClickExactly(face.Truth[landmark]);
    }

    private static ImagePoint[] Start(Person person, ScreenFace face, ShapeModel model, Func<int, LandmarkGroup, StartingShape, ImagePoint> mend)
    {
        var shape = new StartingShape(model, face.Scheme);
        person.Prepare();
        foreach (var anchor in Anchors(face.Scheme)) shape.Put(anchor, Place(person, face, anchor));
        foreach (var group in face.Scheme.Groups)
        {
            person.Prepare();
            foreach (var landmark in group.Landmarks.Where(l => !shape.IsPlaced(l)))
            {
                person.Look();
                if (!person.IsGoodEnough(shape[landmark], face.Truth[landmark])) shape.Put(landmark, mend(landmark, group, shape));
            }

            if (shape.Confirm(group) > 0) person.PressKey();
        }

        return shape.Finished;
    }

    private static int[] Anchors(LandmarkScheme scheme) =>
    [
        scheme.Normalization.ImageLeft, scheme.Normalization.ImageRight, Enumerable.Range(0, scheme.Count).MaxBy(l => scheme.MeanShape[l].Y),
    ];

    // Every fourth landmark's place, the ends included; on a closed line, one in three.
    private static ImagePoint[] Draw(Person person, ScreenFace face, Contour contour)
    {
        var n = contour.Landmarks.Length;
        var spans = contour.Closed ? Math.Max(4, (n + 2) / 3) : Math.Max(2, (n + 2) / 4);
        var clicks = new List<ImagePoint>();
        for (var i = 0; i < (contour.Closed ? spans : spans + 1); i++)
        {
            var at = (int)Math.Round((double)i * (contour.Closed ? n : n - 1) / spans) % n;
            person.Look();
            clicks.Add(person.ClickExactly(face.Truth[contour.Landmarks[at]]));
        }

        person.PressKey();
        return EvenCurve.Through(clicks, n, contour.Closed);
    }

    private static ImagePoint Corner(IReadOnlyList<ImagePoint> points, Func<double, double, double> choose) =>
        new(points.Select(p => p.X).Aggregate(choose), points.Select(p => p.Y).Aggregate(choose));
}
