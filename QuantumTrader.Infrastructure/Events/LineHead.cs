using System.Text.Json;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>All of a line but its payload, which is still bytes.</summary>
internal readonly ref struct LineHead
{
    public long Sequence { get; private init; }
    public Guid EventId { get; private init; }
    public string TypeName { get; private init; }
    public int SchemaVersion { get; private init; }
    public DateTimeOffset AtUtc { get; private init; }
    public Guid? CorrelationId { get; private init; }
    public Guid? CausationId { get; private init; }
    public EventType? Type { get; private init; }
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <param name="json">The line up to, and without, its checksum and closing brace.</param>
    /// <param name="head">Set also for an unknown type, without <see cref="Type"/>.</param>
    /// <param name="fault">What is wrong, in one line.</param>
    public static LineVerdict Parse(ReadOnlySpan<byte> json, out LineHead head, out string? fault)
    {
        head = default;
        long? sequence = null;
        Guid? id = null, correlation = null, cause = null;
        string? name = null;
        int? version = null;
        DateTimeOffset? at = null;
        ReadOnlySpan<byte> data = default;
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                data = json[(int)(reader.BytesConsumed)..]; // the last member before the checksum
                break;
            }

            ReadMember(ref reader, ref sequence, ref id, ref correlation, ref cause, ref name, ref version, ref at);
        }

        if (sequence is not > 0 || id is null || name is null || version is null || at is null || data.IsEmpty)
        {
            fault = "seq, id, type, v, at and data must all be there";
            return LineVerdict.Malformed;
        }

        var type = EventTypes.Find(name);
        head = new LineHead
        {
            Sequence = sequence.Value,
            EventId = id.Value,
            TypeName = name,
            SchemaVersion = version.Value,
            AtUtc = at.Value,
            CorrelationId = correlation,
            CausationId = cause,
            Type = type,
            Data = data,
        };
        var isKnown = type is not null && version <= type.Kind.SchemaVersion;
        fault = isKnown ? null : $"{name} version {version} is not known to this program";
        return isKnown ? LineVerdict.Ok : LineVerdict.UnknownType;
    }

    private static void ReadMember(
        ref Utf8JsonReader reader, ref long? sequence, ref Guid? id, ref Guid? correlation, ref Guid? cause, ref string? name, ref int? version, ref DateTimeOffset? at)
    {
        var member = reader.ValueSpan;
        reader.Read();
        switch (member)
        {
            case var _ when member.SequenceEqual("seq"u8): sequence = reader.GetInt64(); break;
            case var _ when member.SequenceEqual("id"u8): id = reader.GetGuid(); break;
            case var _ when member.SequenceEqual("type"u8): name = reader.GetString(); break;
            case var _ when member.SequenceEqual("v"u8): version = reader.GetInt32(); break;
            case var _ when member.SequenceEqual("at"u8): at = reader.GetDateTimeOffset(); break;
            case var _ when member.SequenceEqual("corr"u8): correlation = reader.GetGuid(); break;
            case var _ when member.SequenceEqual("cause"u8): cause = reader.GetGuid(); break;
            default: reader.TrySkip(); break; // written by a newer program
        }
    }
}
