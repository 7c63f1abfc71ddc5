Console.Error.WriteLine("benchmarks: placements | claims");
return 2;
