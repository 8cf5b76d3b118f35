using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>
/// A sequence that needs no memory but the disk's: the number of the last record on disk, and behind it, in 24 bits, the number of the
/// event since some record before. A record's own is its number with 24 zeros. So the order of records and other events is plain, a
/// record's sequence follows from the disk alone, and all stay below 2^53, which scripts and browsers can count to.
/// </summary>
internal static class StraightNumber
{
    /// <summary>Above the numbers that an event can have behind its record.</summary>
    public const long BehindMax = 1L << Bits;

    /// <summary>0 is the record itself.</summary>
    public const long FirstBehind = 1;

    private const int Bits = 24;

    public static long OfRecord(long record) => record << Bits;

    public static long OfEvent(long record, long behind) => (record << Bits) | behind;

    /// <summary>No sequence that was given out is above this one.</summary>
    public static long LastGiven(long record, long reserved) => OfEvent(record, Math.Min(reserved, BehindMax - 1));

    /// <summary>The records after this one come after the sequence.</summary>
    public static long RecordAt(long sequence) => sequence >> Bits;

    /// <summary>
    /// Kept on disk whatever happens to the store: what we wanted of the venue and what it answered, and everything about safety.
    /// The plan of a trade is among them, because without it no later event of the trade means anything.
    /// </summary>
    public static bool IsRecord(DomainEvent e) =>
        e is TradePlanned or OrderIntended or OrderAccepted or OrderRejected or OrderUnknown || EventCatalogue.Of(e).IsSafety;
}
