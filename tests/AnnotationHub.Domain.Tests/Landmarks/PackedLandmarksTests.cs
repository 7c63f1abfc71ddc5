using AnnotationHub.Domain.Landmarks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Landmarks;

public sealed class PackedLandmarksTests
{
    private static readonly Gen<PlacedLandmark> Placed = Gen.Select(
        Gen.Double, Gen.Double, Gen.Enum<Visibility>(), (x, y, v) => PlacedLandmark.At(x, y, v));

    [Fact]
    public void Unpack_OfPacked_GivesEveryBitBack() =>
        Placed.Array[0, 120].Sample(landmarks => Assert.Equal(landmarks, PackedLandmarks.Unpack(PackedLandmarks.Pack(landmarks))));

    [Fact]
    public void Unpack_CutOff_IsRefused() => Gen.Select(Placed.Array[1, 10], Gen.Int[1, 16]).Sample((landmarks, cut) =>
        Assert.Throws<InvalidDataException>(() => PackedLandmarks.Unpack(PackedLandmarks.Pack(landmarks).AsSpan()[..^cut])));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Unpack_OtherFormat_IsRefused(byte format) =>
        Assert.Throws<InvalidDataException>(() => PackedLandmarks.Unpack([format]));

    [Theory]
    [InlineData(Visibility.Visible, "visible", 0)]
    [InlineData(Visibility.SelfOccluded, "selfOccluded", 1)]
    [InlineData(Visibility.Occluded, "occluded", 2)]
    [InlineData(Visibility.Outside, "outside", 3)]
    public void Visibility_OnTheWireAndStored_KeepsNameAndNumber(Visibility visibility, string name, byte number)
    {
        Assert.Equal(name, VisibilityWire.Name(visibility));
        Assert.Equal(visibility, VisibilityWire.Parse(name));
        Assert.Equal(number, (byte)visibility);
    }

    [Theory]
    [InlineData("Visible")]
    [InlineData("")]
    [InlineData(null)]
    public void VisibilityWire_UnknownName_IsNull(string? name) => Assert.Null(VisibilityWire.Parse(name));

    [Fact]
    public void LandmarkKind_OnTheWire_ReadsBack() =>
        Gen.Enum<LandmarkKind>().Sample(kind => Assert.Equal(kind, LandmarkKindWire.Parse(LandmarkKindWire.Name(kind))));
}
