using System.Security.Cryptography;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Sizing;

public sealed class QTableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder["models/sizing.qtable"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NoFile_IsMissingAndUntrained()
    {
        var load = Assert.IsType<QTableLoad.Missing>(new QTableFile(FilePath).Load());

        Assert.False(load.Image.Table.IsTrained(0, 1, 0.0001));
    }

    [Fact]
    public async Task Save_ThenLoad_GivesTheSame()
    {
        var image = Learned();
        await SaveAsync(image);

        var load = Assert.IsType<QTableLoad.Loaded>(new QTableFile(FilePath).Load());

        Assert.Equal(image.Table.Values.ToArray(), load.Image.Table.Values.ToArray());
        Assert.Equal(image.Table.Visits.ToArray(), load.Image.Table.Visits.ToArray());
        Assert.Equal(image.Recent, load.Image.Recent);
        Assert.Equal(["sizing.qtable"], Directory.GetFiles(_folder["models"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Save_OverAnOlderOneAndALeftOver_Replaces()
    {
        await SaveAsync(QTableImage.Untrained);
        await File.WriteAllTextAsync(FilePath + ".tmp", "half a file of a crashed run");
        await SaveAsync(Learned());

        Assert.Equal(Learned().Recent, Assert.IsType<QTableLoad.Loaded>(new QTableFile(FilePath).Load()).Image.Recent);
    }

    [Fact]
    public void Decode_TruncatedAtEachByte_IsRejected()
    {
        var bytes = QTableCodec.Encode(Learned());
        for (var length = 0; length < bytes.Length; length++)
        {
            var (image, problem) = QTableCodec.Decode(bytes.AsSpan(0, length));
            if (image is not null || problem is null)
            {
                Assert.Fail($"{length} of {bytes.Length} bytes were accepted.");
            }
        }

        Assert.NotNull(QTableCodec.Decode(bytes).Image);
        Assert.Null(QTableCodec.Decode([.. bytes, 0]).Image);
    }

    [Fact]
    public void Decode_OneBitTurned_IsRejected()
    {
        var bytes = QTableCodec.Encode(Learned());
        foreach (var position in Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 300).Select(i => i * 1_007)).Append(bytes.Length - 1))
        {
            bytes[position] ^= 0x10;
            Assert.Null(QTableCodec.Decode(bytes).Image);
            bytes[position] ^= 0x10;
        }

        Assert.NotNull(QTableCodec.Decode(bytes).Image);
    }

    [Theory]
    [InlineData(0, 0xFF, "not a Q-table")]
    [InlineData(8, 2, "format 2")]
    [InlineData(12, 0xFF, "another grid")]
    [InlineData(23, 0xFF, "recent outcomes")]
    [InlineData(24, 21, "recent outcomes")]
    public void Decode_SoundChecksumWrongContent_SaysWhat(int position, byte value, string expected)
    {
        var bytes = QTableCodec.Encode(Learned());
        bytes[position] = value;

        Assert.Contains(expected, QTableCodec.Decode(Resealed(bytes)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Decode_ValueNotFinite_IsRejected(double poison)
    {
        var bytes = QTableCodec.Encode(new QTableImage(Sized.Table(0.1, 1, 777, poison, 1), default));

        Assert.Contains("not finite", QTableCodec.Decode(bytes).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_VisitsNegative_IsRejected() =>
        Assert.Contains("below zero", QTableCodec.Decode(QTableCodec.Encode(new QTableImage(Sized.Table(0.1, -1), default))).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Load_DamagedFile_IsPutAsideAndUntrained()
    {
        for (var round = 1; round <= 2; round++)
        {
            await SaveAsync(Learned());
            var bytes = await File.ReadAllBytesAsync(FilePath);
            bytes[5_000] ^= 1;
            await File.WriteAllBytesAsync(FilePath, bytes);

            var load = Assert.IsType<QTableLoad.Rejected>(new QTableFile(FilePath).Load());

            Assert.Equal($"{FilePath}.rejected-{round}", load.KeptAs);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(load.KeptAs!));
            Assert.Contains("checksum", load.Problem, StringComparison.Ordinal);
            Assert.False(load.Image.Table.IsTrained(0, 1, 0.0001));
            Assert.IsType<QTableLoad.Missing>(new QTableFile(FilePath).Load());
        }
    }

    private Task SaveAsync(QTableImage image) => new QTableFile(FilePath).SaveAsync(QTableCodec.Encode(image), CancellationToken.None);

    private static QTableImage Learned()
    {
        var table = new QTable();
        table.TryUpdate(0, 7, 1.0, 0.15);
        table.TryUpdate(239, 104, -1.0, 0.15);
        return new QTableImage(table, default(RecentOutcomes).With(true).With(false).With(true));
    }

    private static byte[] Resealed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }
}
