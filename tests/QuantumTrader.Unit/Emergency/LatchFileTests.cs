using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Emergency;

/// <summary>A latch that was written is read as a latch or as unreadable, whatever happened to the file; never as none.</summary>
public sealed class LatchFileTests : IDisposable
{
    private static readonly EmergencyRecord Record = new()
    {
        Latch = new EmergencyLatch(Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100"), "why", "MANUAL", "who", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
        RunState = EmergencyRunState.Closing,
    };

    private readonly TempFolder _folder = new();
    private readonly LatchFile _file;

    public LatchFileTests() => _file = new LatchFile(_folder.Path);

    private string FilePath => Path.Combine(_folder.Path, "latch.json");

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Read_AnyBitFlipped_IsNeverNoLatch()
    {
        await _file.SaveAsync(Record);
        var whole = await File.ReadAllBytesAsync(FilePath);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var bytes = whole.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(FilePath, bytes);

            var read = _file.Read();

            Assert.True(read is LatchFileRead.Latched { Record.Latch: not null } or LatchFileRead.Unreadable, $"Bit {bit}: {read}");
        }
    }

    [Fact]
    public async Task Read_CutOffAnywhere_IsUnreadable()
    {
        await _file.SaveAsync(Record);
        var whole = await File.ReadAllBytesAsync(FilePath);
        for (var length = 0; length < whole.Length - 1; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length]);
            Assert.IsType<LatchFileRead.Unreadable>(_file.Read());
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"Record\":null}")]
    [InlineData("{\"Latched\":false,\"Record\":null,\"Latched\":true}")]
    [InlineData("{\"Latched\":true,\"Record\":{\"Latch\":null,\"RunState\":\"Flat\"}}")]
    [InlineData("{\"latched\":false,\"record\":null}")]
    public async Task Read_OfAnotherForm_IsUnreadable(string content)
    {
        await File.WriteAllTextAsync(FilePath, content);

        Assert.IsType<LatchFileRead.Unreadable>(_file.Read());
    }

    [Fact]
    public void Read_AFolderInItsPlace_IsUnreadable()
    {
        Directory.CreateDirectory(FilePath);

        Assert.IsType<LatchFileRead.Unreadable>(_file.Read());
    }

    [Fact]
    public void Read_ALinkToNowhere_IsUnreadable()
    {
        File.CreateSymbolicLink(FilePath, Path.Combine(_folder.Path, "gone"));

        Assert.IsType<LatchFileRead.Unreadable>(_file.Read());
    }

    [Fact]
    public async Task Read_ClearedOrNeverWritten_SaysSo()
    {
        Assert.IsType<LatchFileRead.Absent>(_file.Read());
        await _file.SaveAsync(Record);
        Assert.IsType<LatchFileRead.Latched>(_file.Read());
        await _file.ClearAsync();
        Assert.IsType<LatchFileRead.Clear>(_file.Read());
    }
}
