using AnnotationHub.Benchmarks;
using AnnotationHub.Benchmarks.Claims;
using AnnotationHub.Benchmarks.LabelingTime;
using AnnotationHub.Benchmarks.Memory;
using AnnotationHub.Benchmarks.Placements;
using AnnotationHub.Benchmarks.Quality;
using AnnotationHub.Benchmarks.Workbench;

switch (args.FirstOrDefault())
{
    case "coco":
        return await CocoBenchmark.RunAsync(args[1..]);
    case "placements":
        return await PlacementsBenchmark.RunAsync(args[1..]);
    case "claims":
        return await ClaimsBenchmark.RunAsync(args[1..]);
    case "memory":
        return await MemoryBenchmark.RunAsync(args[1..]);
    case "workbench":
        return await WorkbenchBenchmark.RunAsync(args[1..]);
    case "labeling-time":
        return LabelingTimeBenchmark.Run(args[1..]);
    case "quality":
        return QualityBenchmark.Run(args[1..]);
    case EchoServer.Word:
        return await EchoServer.RunAsync();
    default:
        Console.Error.WriteLine("benchmarks: coco [faces] [rounds]");
        Console.Error.WriteLine("            placements [--quick] [connections] [rounds]");
        Console.Error.WriteLine("            claims [--quick] [callers] [rounds]");
        Console.Error.WriteLine("            memory [--quick] [annotators] [seconds]");
        Console.Error.WriteLine("            workbench [--quick] [rounds] [faces]");
        Console.Error.WriteLine("            labeling-time [scheme] [--faces FILE] [--modes N]");
        Console.Error.WriteLine("            quality [--quick] [--seed N]");
        return 2;
}
