using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuantumTrader.Domain.Audit;

/// <summary>
/// Each record's hash covers its content, its number and the hash before it, so that a record cannot be changed, removed from the
/// middle or put in without breaking every hash after it. Records cut off at the end are found by the anchors in the journal.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first record stands on.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string Form = "audit-1"; // of the text below; another form gets another word

    /// <summary>SHA-256 over the UTF-8 fields, each behind its length, so that no two different records give the same bytes.</summary>
    public static string HashOf(long seq, AuditEntry entry, string previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields(seq, entry, previousHash))
        {
            Append(hash, field);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static AuditRecord Follow(AuditRecord? last, AuditEntry entry)
    {
        var (seq, previous) = last is null ? (1L, Genesis) : (last.Seq + 1, last.Hash);
        return new(seq, entry, previous, HashOf(seq, entry, previous));
    }

    /// <summary>Null when the record follows the one before it; else what is wrong with it.</summary>
    public static string? Fault(AuditRecord? before, AuditRecord record)
    {
        var (seq, previous) = before is null ? (1L, Genesis) : (before.Seq + 1, before.Hash);
        return record.Seq != seq ? $"record {seq} is missing; {record.Seq} stands in its place"
            : record.PreviousHash != previous ? $"record {record.Seq} does not stand on the record before it"
            : record.Hash != HashOf(record.Seq, record.Entry, record.PreviousHash) ? $"record {record.Seq} was changed after it was written"
            : null;
    }

    private static string?[] Fields(long seq, AuditEntry e, string previousHash) =>
    [
        Form,
        seq.ToString(CultureInfo.InvariantCulture),
        previousHash,
        e.ActionId.ToString("D"),
        e.AtUtc.UtcTicks.ToString(CultureInfo.InvariantCulture),
        e.Actor,
        e.ActorKind,
        e.UserId?.ToString("D"),
        e.From,
        e.Action,
        e.Target,
        e.Before,
        e.After,
        e.Reason,
        e.Result.ToString(),
        e.Detail,
    ];

    // -1 for a missing field: missing and empty are not the same.
    private static void Append(IncrementalHash hash, string? field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        BinaryPrimitives.WriteInt32LittleEndian(length, field is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
