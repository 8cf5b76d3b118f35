using System.Collections.Frozen;

namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>
/// Every code that the venue documents and we have met, with its reaction. A code that is not in here leaves a change unknown, and lets a
/// question be asked again a few times.
/// </summary>
public static class BinanceCodes
{
    public const int TooManyRequests = -1003;
    public const int Overloaded = -1008;
    public const int TooManyOrders = -1015;
    public const int Timestamp = -1021;
    public const int NoListenKey = -1125;
    public const int CancelRejected = -2011;
    public const int NoSuchOrder = -2013;
    public const int InvalidLeverage = -4028;
    public const int SameMarginType = -4046;
    public const int SamePositionMode = -4059;
    public const int DuplicateClientId = -4116;
    public const int BestPriceTooFar = -4131;

    private static readonly FrozenDictionary<int, BinanceCode> Table = Rows().ToFrozenDictionary(r => r.Code);

    public static IReadOnlyCollection<BinanceCode> All => Table.Values;

    public static BinanceCode? Find(int code) => Table.TryGetValue(code, out var row) ? row : null;

    public static Reaction ReactionTo(int code, bool isChange) => Find(code) switch
    {
        { } row => isChange ? row.OnChange : row.OnRead,
        null => isChange ? Reaction.Unknown : Reaction.Retry,
    };

    /// <summary>Whether a change that was answered with it was certainly not made.</summary>
    public static bool IsCertain(int code) => ReactionTo(code, isChange: true) != Reaction.Unknown;

    /// <summary>The venue's rules for the symbol are others than we think.</summary>
    public static bool SpeaksOfRules(int code) => code is -1111 or -4014 or -4023;

    private static IEnumerable<BinanceCode> Rows() =>
    [
        .. GeneralRows.All,
        .. OrderRows.All,
        .. FilterRows.All,
        .. AccountRows.All,
    ];
}
