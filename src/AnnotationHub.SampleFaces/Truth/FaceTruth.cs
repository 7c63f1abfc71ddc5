using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>
/// Where the landmarks of one figure truly are, in its head's own frame: lids, lips and brows lie on the very lines by which the surface
/// was made; the rest is read off the surface. Side −1 is the person's right, which shows on the image left.
/// </summary>
internal sealed class FaceTruth(Figure figure, Camera camera)
{
    private readonly HeadField _head = figure.Field;
    private readonly OutlineTruth _outline = new(figure, camera);

    /// <summary>One position per landmark of <c>wflw-98</c>, in its order.</summary>
    public Vector3[] Wflw() =>
    [
        .. _outline.Points(33),
        .. Brow(-1), .. MirrorBrow(),
        .. NoseBridge(), .. NoseBase(),
        .. EyeOf(-1, 8), .. EyeOf(1, 8),
        .. OuterLip(), .. InnerLip(),
        EyePaint.IrisCentre(_head.Eye, figure.Look.Gaze, -1), EyePaint.IrisCentre(_head.Eye, figure.Look.Gaze, 1),
    ];

    /// <summary>One position per landmark of <c>ibug-68</c>, in its order.</summary>
    public Vector3[] Ibug() =>
    [
        .. _outline.Points(17),
        .. Brow(-1).Take(5), .. MirrorBrow().Take(5),
        .. NoseBridge(), .. NoseBase(),
        .. EyeOf(-1, 6), .. EyeOf(1, 6),
        .. OuterLip(), .. InnerLip(),
    ];

    /// <summary>One position per landmark of <c>cheekbone-72</c>, in its order.</summary>
    public Vector3[] Cheekbone() =>
        [.. Ibug(), _outline.Zygion(-1), _outline.Zygion(1), Malar(-1), Malar(1)];

    /// <summary>Upper edge from the tail to the head, lower edge back to near the tail.</summary>
    private Vector3[] Brow(float side)
    {
        var (upper, lower) = (_head.Brow.Upper.Even(5), _head.Brow.Lower.Even(5));
        return [.. upper.Reverse().Concat(lower.Take(4)).Select(p => OnSkin(side, p))];
    }

    /// <summary>The left brow's landmarks run from the head to the tail above and back below, and begin at the lower edge's far end.</summary>
    private Vector3[] MirrorBrow()
    {
        var left = Brow(1);
        return [left[4], left[3], left[2], left[1], left[0], left[8], left[7], left[6], left[5]];
    }

    private Vector3[] NoseBridge()
    {
        var (top, tip) = (3.5f, _head.NoseTipY + 0.8f);
        return [.. Enumerable.Range(0, 4).Select(i => OnSkin(1, new Vector2(0, top + ((tip - top) * i / 3))))];
    }

    private Vector3[] NoseBase()
    {
        var (t, tip) = (figure.Traits, _head.NoseTipY);
        var wing = new Vector2(14.6f + (t.NoseWidth * 0.8f), tip - 8.6f);
        var nostril = new Vector2(7.6f + (t.NoseWidth * 0.5f), tip - 13f);
        return [OnSkin(-1, wing), OnSkin(-1, nostril), OnSkin(1, new Vector2(0, tip - 14.2f)), OnSkin(1, nostril), OnSkin(1, wing)];
    }

    /// <summary>From the corner on the image left over the upper lid to the other corner and back below; 6 or 8 points.</summary>
    private Vector3[] EyeOf(float side, int count)
    {
        var eye = _head.Eye;
        var between = (count / 2) - 1;
        var upper = eye.Upper.Even(between + 2);
        var lower = eye.Lower.Even(between + 2);
        // Knots run from the inner to the outer corner: that is left to right on the left eye alone.
        var (above, below) = side > 0 ? (upper, lower.Reverse()) : (upper.Reverse(), lower.AsEnumerable());
        return [.. above.Concat(below.Skip(1).Take(between)).Select((p, i) => Lid(p, i == 0 || i == between + 1))];

        // The corners lie in the skin, the lids between them on the ball.
        Vector3 Lid(Vector2 p, bool corner) => corner
            ? OnSkin(side, p, new Vector2((p.X < eye.Ball.X ? -1 : 1) * side, 0))
            : new Vector3(p.X * side, p.Y, eye.BallDepth(p.X, p.Y) + 1.2f);
    }

    private Vector3[] OuterLip()
    {
        var lips = _head.Lips;
        var half = lips.Corner.X;
        const float peak = 5.4f;
        var corner = lips.Corner;
        Vector2 Up(float x) => new(x, lips.UpperEdge.At(x));
        Vector2 Low(float x) => new(x, lips.LowerEdge.At(x));
        return
        [
            OnSkin(-1, corner), OnSkin(-1, Up((peak + half) / 2)), OnSkin(-1, Up(peak)), OnSkin(1, Up(0)), OnSkin(1, Up(peak)), OnSkin(1, Up((peak + half) / 2)),
            OnSkin(1, corner), OnSkin(1, Low(half * 0.67f)), OnSkin(1, Low(half * 0.34f)), OnSkin(1, Low(0)), OnSkin(-1, Low(half * 0.34f)), OnSkin(-1, Low(half * 0.67f)),
        ];
    }

    private Vector3[] InnerLip()
    {
        var lips = _head.Lips;
        var (corner, middle) = (lips.InnerCorner, lips.InnerCorner.X * 0.45f);
        // Just on the lip: on the very edge of an open mouth the sight line would pass into it.
        Vector3 Up(float side, float x) => OnSkin(side, new Vector2(x, lips.UpperInner.At(x)), new Vector2(0, 0.8f));
        Vector3 Low(float side, float x) => OnSkin(side, new Vector2(x, lips.LowerInner.At(x)), new Vector2(0, -0.8f));
        return
        [
            OnSkin(-1, corner), Up(-1, middle), Up(1, 0), Up(1, middle),
            OnSkin(1, corner), Low(1, middle), Low(1, 0), Low(-1, middle),
        ];
    }

    private Vector3 Malar(float side) => OnSkin(side, new Vector2(_head.Eye.Ball.X + 10.5f, -24.5f));

    private Vector3 OnSkin(float side, Vector2 p, Vector2 depthFrom = default)
    {
        var (x, y) = (p.X * side, p.Y);
        var front = _head.Front(x + depthFrom.X, y + depthFrom.Y)
            ?? throw new InvalidOperationException($"No skin in front of ({x}, {y}).");
        return new Vector3(x, y, front.Z);
    }
}
