using AnnotationHub.Benchmarks;

switch (args.FirstOrDefault())
{
    case "coco":
        return await CocoBenchmark.RunAsync(args[1..]);
    default:
        Console.Error.WriteLine("benchmarks: coco [faces] [rounds]");
        return 2;
}
