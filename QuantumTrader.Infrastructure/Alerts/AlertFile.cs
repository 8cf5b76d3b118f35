using System.Text.Json;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>The alerts of this instance on its own disk: old or new after a crash, never half.</summary>
/// <param name="path">In the data directory.</param>
public sealed class AlertFile(string path)
{
    public string Path => path;

    /// <summary>Null when there is none. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or, when it was damaged, <see cref="JsonException"/>.</summary>
    public AlertsImage? Read()
    {
        try
        {
            var image = JsonSerializer.Deserialize(File.ReadAllBytes(path), AlertsImageJson.Default.AlertsImage);
            return image is { Version: 1, Open: not null, Recent: not null, Unsaved: not null, Waiting: not null, Dead: not null } ? image : throw new JsonException("It is not of a version known here.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task WriteAsync(AlertsImage image) => DurableFile.ReplaceAsync(path, JsonSerializer.SerializeToUtf8Bytes(image, AlertsImageJson.Default.AlertsImage));

    /// <summary>So that what comes next does not overwrite the evidence.</summary>
    public void PutAside(DateTimeOffset nowUtc) => File.Move(path, $"{path}.unusable-{nowUtc.ToUnixTimeMilliseconds()}", overwrite: true);
}
