using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Tasks;

public sealed class WorkViewTests
{
    [Fact]
    public void For_SmallFaceInALargePhotograph_IsTheFaceWithMarginAtFullScale()
    {
        var view = WorkView.For(4000, 3000, new FaceBox(1000, 800, 200, 250));
        Assert.Equal(new WorkView(850, 650, 500, 550, 1), view);
        Assert.False(view.IsWhole(4000, 3000));
    }

    [Fact]
    public void For_FaceThatFillsThePhotograph_IsTheWhole()
    {
        var view = WorkView.For(4000, 3000, new FaceBox(900, 300, 2200, 2400));
        Assert.True(view.IsWhole(4000, 3000));
        Assert.Equal((1600, 1200), (view.RenderedWidth, view.RenderedHeight));
        Assert.Equal(0.4, view.Scale);
    }

    [Fact]
    public void For_AnyFaceThatTouchesThePhotograph_LiesInsideAndShowsWhatOfTheFaceThereIs()
    {
        var cases =
            from width in Gen.Int[1, 12_000]
            from height in Gen.Int[1, 12_000]
            from left in Gen.Double[-0.9, 0.99]
            from top in Gen.Double[-0.9, 0.99]
            from w in Gen.Double[0.001, 2]
            from h in Gen.Double[0.001, 2]
            select (width, height, box: new FaceBox(left * width, top * height, w * width, h * height));
        cases.Where(c => c.box.Right > 0 && c.box.Bottom > 0).Sample(c =>
        {
            var view = WorkView.For(c.width, c.height, c.box);
            return view == WorkView.For(c.width, c.height, c.box)
                && view is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 }
                && view.X + view.Width <= c.width && view.Y + view.Height <= c.height
                && view.X <= Math.Max(c.box.X, 0) && view.X + view.Width >= Math.Min(c.box.Right, c.width)
                && view.Y <= Math.Max(c.box.Y, 0) && view.Y + view.Height >= Math.Min(c.box.Bottom, c.height)
                && view.Scale is > 0 and <= 1
                && Math.Max(view.RenderedWidth, view.RenderedHeight) <= WorkView.LongestRenderedSide;
        });
    }
}
