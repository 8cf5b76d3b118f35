using System.Diagnostics;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The app in a folder of its own, as published: its settings file and <c>.env</c> lie beside it.</summary>
internal sealed class PublishedApp : IDisposable
{
    private readonly TempFolder _folder = new();

    public PublishedApp()
    {
        var built = Path.GetDirectoryName(AppFiles.ProgramPath())!;
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var target = _folder[Path.GetRelativePath(built, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Data => _folder["data"];

    public void WriteDotEnv(string text) => File.WriteAllText(_folder[".env"], text);

    /// <summary>Starts it until it ends by itself.</summary>
    public async Task<(int ExitCode, string Error)> RunAsync((string Key, string Value)[] settings, params string[] args)
    {
        var start = AppFiles.Start(Data, settings, args);
        start.ArgumentList[0] = _folder[Path.GetFileName(AppFiles.ProgramPath())];
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        return (process.ExitCode, await error + await output);
    }

    public void Dispose() => _folder.Dispose();
}
