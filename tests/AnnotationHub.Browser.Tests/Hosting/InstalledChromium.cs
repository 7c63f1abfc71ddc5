using System.Diagnostics;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The machine's own Chromium, or one that is installed now.</summary>
internal static class InstalledChromium
{
    private static readonly string[] Candidates =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    // A closed network must not slow the start down, and a container's root has no sandbox.
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Its path; null where Playwright finds it itself.</summary>
    public static string? FindOrInstall() => Find() ?? Install();

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given ? given : Candidates.FirstOrDefault(File.Exists);

    /// <summary>The system's package where we may install it, Playwright's own download otherwise (null: Playwright finds it itself).</summary>
    private static string? Install()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get"))
        {
            Run("apt-get", "update -qq");
            Run("apt-get", "install -y -qq --no-install-recommends chromium fonts-noto-cjk");
            if (Find() is { } installed) return installed;
        }

        var status = Microsoft.Playwright.Program.Main(["install", "chromium"]);
        return status == 0 ? null : throw new InvalidOperationException(
            "There is no Chromium and it could not be installed. Install chromium, or give its path in CHROMIUM_PATH.");
    }

    private static void Run(string command, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } });
        process?.WaitForExit();
    }
}
