using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// The latch as <c>emergency/latch.json</c>: written beside, fsynced, renamed, and the folder fsynced, so that a crash at any
/// moment leaves the old content or the new. Saves are put in order; each one is on disk when its task ends.
/// </summary>
public sealed class LatchFile(string directory) : ILatchStore, IDisposable
{
    private readonly string _path = Path.Combine(directory, "latch.json");
    private readonly SemaphoreSlim _turn = new(1);

    public LatchFileRead Read()
    {
        try
        {
            var content = JsonSerializer.Deserialize(File.ReadAllText(_path), LatchJson.Default.LatchContent);
            return content switch
            {
                { Latched: false, Record: null } => new LatchFileRead.Clear(),
                { Latched: true, Record: { } record } => new LatchFileRead.Latched(record),
                _ => new LatchFileRead.Unreadable($"{_path} says neither that trading is stopped nor that it is not."),
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && new FileInfo(_path).LinkTarget is null)
        {
            return new LatchFileRead.Absent(); // Found out by reading: a folder, or one that may not be entered, is not absence.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new LatchFileRead.Unreadable($"{_path}: {e.Message}");
        }
    }

    public Task SaveAsync(EmergencyRecord record) => WriteAsync(new LatchContent(true, record));

    public Task ClearAsync() => WriteAsync(new LatchContent(false, null));

    public void Dispose() => _turn.Dispose();

    private async Task WriteAsync(LatchContent content)
    {
        await _turn.WaitAsync();
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(content, LatchJson.Default.LatchContent);
            await DurableFile.ReplaceAsync(_path, bytes);
        }
        finally
        {
            _turn.Release();
        }
    }
}

internal sealed record LatchContent(bool Latched, EmergencyRecord? Record);

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LatchContent))]
internal sealed partial class LatchJson : JsonSerializerContext;
