using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Domain.Sizing;

namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>
/// The file's bytes, little-endian: "QTQTABLE", format (int32), fingerprint of the grid (8 bytes), recent wins (uint32), recent
/// count (int32), 240 x 105 values (double), 240 x 105 visits (int32), SHA-256 of all before (32 bytes).
/// </summary>
public static class QTableCodec
{
    public const int Format = 1;
    private const int HeaderLength = 8 + 4 + 8 + 4 + 4;
    private const int HashLength = 32;

    /// <summary>The only length that a sound file has.</summary>
    public const int Length = HeaderLength + (QTable.CellCount * (sizeof(double) + sizeof(int))) + HashLength;

    private static ReadOnlySpan<byte> Magic => "QTQTABLE"u8;

    /// <summary>Another order or choice of states or actions would credit the wrong cells; it changes this.</summary>
    private static readonly byte[] GridFingerprint = FingerprintOfGrid();

    public static byte[] Encode(QTableImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var bytes = new byte[Length];
        var span = bytes.AsSpan();
        Magic.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], Format);
        GridFingerprint.CopyTo(span[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(span[20..], image.Recent.Wins);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], image.Recent.Count);
        for (var cell = 0; cell < QTable.CellCount; cell++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(ValuesOf(span)[(cell * sizeof(double))..], image.Table.Values[cell]);
            BinaryPrimitives.WriteInt32LittleEndian(VisitsOf(span)[(cell * sizeof(int))..], image.Table.Visits[cell]);
        }

        SHA256.HashData(span[..^HashLength], span[^HashLength..]);
        return bytes;
    }

    /// <summary>The image, or why these bytes are none.</summary>
    public static (QTableImage? Image, string? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        if (HeaderProblem(bytes) is { } problem)
        {
            return (null, problem);
        }

        if (!RecentOutcomes.TryRestore(BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]), out var recent))
        {
            return (null, "its recent outcomes are impossible");
        }

        var (values, visits) = CellsOf(bytes);
        return Array.TrueForAll(values, double.IsFinite) && Array.TrueForAll(visits, v => v >= 0)
            ? (new QTableImage(new QTable(values, visits), recent), null)
            : (null, "it holds values that are not finite or visits below zero");
    }

    private static string? HeaderProblem(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            return $"it has {bytes.Length} bytes instead of {Length}";
        }

        if (!bytes.StartsWith(Magic))
        {
            return "it is not a Q-table";
        }

        var format = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (format != Format)
        {
            return $"it has format {format}, and this program reads {Format}";
        }

        if (!SHA256.HashData(bytes[..^HashLength]).AsSpan().SequenceEqual(bytes[^HashLength..]))
        {
            return "its checksum is wrong";
        }

        return bytes.Slice(12, 8).SequenceEqual(GridFingerprint) ? null : "it was learned on another grid of states and actions";
    }

    private static (double[] Values, int[] Visits) CellsOf(ReadOnlySpan<byte> bytes)
    {
        var values = new double[QTable.CellCount];
        var visits = new int[QTable.CellCount];
        for (var cell = 0; cell < QTable.CellCount; cell++)
        {
            values[cell] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(HeaderLength + (cell * sizeof(double)))..]);
            visits[cell] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(HeaderLength + (QTable.CellCount * sizeof(double)) + (cell * sizeof(int)))..]);
        }

        return (values, visits);
    }

    private static Span<byte> ValuesOf(Span<byte> bytes) => bytes[HeaderLength..];

    private static Span<byte> VisitsOf(Span<byte> bytes) => bytes[(HeaderLength + (QTable.CellCount * sizeof(double)))..];

    private static byte[] FingerprintOfGrid()
    {
        var states = Enumerable.Range(0, SizingStates.Count).Select(SizingStates.KeyOf);
        var grid = string.Join('\n', states.Concat(SizingActions.All.Select(a => a.Key)));
        return SHA256.HashData(Encoding.UTF8.GetBytes(grid))[..8];
    }
}
