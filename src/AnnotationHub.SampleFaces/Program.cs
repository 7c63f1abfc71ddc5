Console.WriteLine("sample faces");
