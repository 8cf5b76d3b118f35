using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>
/// Deterministic client order ids: <c>qt1-42-s7</c> is the trade 1-42 (epoch 1), a stop-loss, placed at the trade's version 7;
/// <c>qtx-9f2c41aa-BTCUSDT-B3</c> is the third close of the leg Both of one symbol by the emergency 9f2c41aa.
/// </summary>
public static class ClientOrderIds
{
    private const string TradePrefix = "qt";
    private const string EmergencyPrefix = "qtx-";
    private const int ShortNameMax = 16;
    private const int AttemptsMax = 100_000;

    /// <summary>The venue made the order itself, to take a position away.</summary>
    public static bool IsVenueMade(string clientOrderId) =>
        clientOrderId.StartsWith("autoclose-", StringComparison.Ordinal) || IsDeleveraging(clientOrderId) || IsSettlement(clientOrderId);

    /// <summary>The venue reduced a winner to pay for somebody's liquidation.</summary>
    public static bool IsDeleveraging(string clientOrderId) => clientOrderId.StartsWith("adl_autoclose", StringComparison.Ordinal);

    /// <summary>The venue settled a contract that ends.</summary>
    public static bool IsSettlement(string clientOrderId) =>
        clientOrderId.StartsWith("settlement_autoclose-", StringComparison.Ordinal) || clientOrderId.StartsWith("delivery_autoclose-", StringComparison.Ordinal);

    public static ClientOrderId ForTrade(TradeId trade, OrderPurpose purpose, long version) =>
        ClientOrderId.Create(string.Create(CultureInfo.InvariantCulture, $"{TradePrefix}{trade.Value}-{Letter(purpose)}{version}"));

    /// <summary>Attempts beyond 99,999 begin anew: those orders are long over, and the venue wants ids to differ among open ones.</summary>
    public static ClientOrderId ForEmergency(Guid emergencyId, Symbol symbol, PositionSide side, int attempt) =>
        ClientOrderId.Create(string.Create(
            CultureInfo.InvariantCulture,
            $"{EmergencyPrefix}{emergencyId.ToString("N").AsSpan(24)}-{ShortName(symbol)}-{SideLetter(side)}{attempt % AttemptsMax}"));

    /// <summary>Reads back what <see cref="ForTrade"/> made; false for emergency closes and for orders that are not ours.</summary>
    public static bool TryParse(string text, out TradeId trade, [NotNullWhen(true)] out OrderPurpose? purpose)
    {
        (trade, purpose) = (default, null);
        var cut = text.LastIndexOf('-');
        if (!text.StartsWith(TradePrefix, StringComparison.Ordinal) || IsEmergency(text) || cut <= TradePrefix.Length || cut + 1 >= text.Length)
        {
            return false;
        }

        purpose = FromLetter(text[cut + 1]);
        return purpose is not null && TradeId.TryCreate(text[TradePrefix.Length..cut], out trade);
    }

    public static bool IsEmergency(string clientOrderId) => clientOrderId.StartsWith(EmergencyPrefix, StringComparison.Ordinal);

    // 4 + 8 + 1 + 16 + 2 leaves five digits for the attempt within the venue's 36 characters.
    private static string ShortName(Symbol symbol) =>
        symbol.Value.Length <= ShortNameMax ? symbol.Value : string.Create(CultureInfo.InvariantCulture, $"{symbol.Value.AsSpan(0, 8)}{Fnv1A(symbol.Value):X8}");

    private static uint Fnv1A(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash;
    }

    private static char Letter(OrderPurpose purpose) => purpose switch
    {
        OrderPurpose.Entry => 'e',
        OrderPurpose.StopLoss => 's',
        OrderPurpose.TakeProfit => 't',
        OrderPurpose.PartialTakeProfit => 'p',
        OrderPurpose.Exit => 'x',
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Emergency closes have ids of their own."),
    };

    private static OrderPurpose? FromLetter(char letter) => letter switch
    {
        'e' => OrderPurpose.Entry,
        's' => OrderPurpose.StopLoss,
        't' => OrderPurpose.TakeProfit,
        'p' => OrderPurpose.PartialTakeProfit,
        'x' => OrderPurpose.Exit,
        _ => null,
    };

    private static char SideLetter(PositionSide side) => side switch
    {
        PositionSide.Long => 'L',
        PositionSide.Short => 'S',
        _ => 'B',
    };
}
