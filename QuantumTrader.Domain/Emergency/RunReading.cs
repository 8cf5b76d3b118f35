using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>One reading of the venue that the proof of flatness rests on.</summary>
public sealed record RunReading
{
    /// <summary>More than these are counted, not listed.</summary>
    public const int LinesMax = 500;

    /// <summary>When the venue's account was read, by our clock.</summary>
    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>Null when the venue could not be read.</summary>
    public Usd? Equity { get; init; }

    /// <summary>What the venue listed, a line each: <c>position BTCUSDT Both Long 0.004</c>, <c>order ETHUSDT by-hand Buy Limit 1</c>.</summary>
    public required IReadOnlyList<string> Listed { get; init; }

    /// <summary>SHA-256 over all that the venue listed, also beyond <see cref="LinesMax"/>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Open positions, dust aside; -1 when not known.</summary>
    public required int Positions { get; init; }

    /// <summary>Open orders of both kinds; -1 when not known.</summary>
    public required int Orders { get; init; }

    /// <summary>What stands against calling the account flat; null when nothing does.</summary>
    public string? Objection { get; init; }

    /// <summary>What no order can be small enough to close; empty when there is none.</summary>
    public string Dust { get; init; } = "";

    /// <summary>Of an unreadable venue.</summary>
    public static RunReading Failed(DateTimeOffset atUtc, string why) => new() { AtUtc = atUtc, Listed = [], Sha256 = HashOf([]), Positions = -1, Orders = -1, Objection = why };

    /// <summary>What the venue listed, in an order of ours, so that the same account gives the same lines.</summary>
    public static IReadOnlyList<string> LinesOf(AccountSnapshot account, IReadOnlyList<VenueOrder> regular, IReadOnlyList<VenueOrder> conditional) =>
    [
        .. account.Positions.Select(p => string.Create(CultureInfo.InvariantCulture, $"position {p.Symbol.Value} {p.PositionSide} {p.Direction} {p.Quantity}")).Order(StringComparer.Ordinal),
        .. regular.Select(o => LineOf("order", o)).Order(StringComparer.Ordinal),
        .. conditional.Select(o => LineOf("conditional", o)).Order(StringComparer.Ordinal),
    ];

    /// <summary>SHA-256 in lower-case hex over the lines, each ended by a line feed.</summary>
    public static string HashOf(IReadOnlyList<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string LineOf(string kind, VenueOrder order) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind} {order.Symbol.Value} {order.ClientOrderId} {order.Side} {order.Type} {order.Quantity}");
}
