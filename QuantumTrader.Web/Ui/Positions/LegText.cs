using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Positions;

/// <summary>The words of a leg that people or another program may share with us, and of how far ledger and venue are apart.</summary>
public static class LegText
{
    public static Shown Owner(OrderOwner? owner) => owner switch
    {
        OrderOwner.Ours => new("ours"),
        OrderOwner.Stranger => new("STRANGER", Tone.Caution, "Opened by hand at the venue or by another program; nothing here manages it."),
        _ => Shown.Unknown("Whose it is has not been found out."),
    };

    /// <summary>The leg's part of the account's drift.</summary>
    public static Shown Drift(PositionRow row, AccountDrift? drift)
    {
        if (drift is null)
        {
            return Shown.Unknown("Ledger and venue have not been compared yet.");
        }

        return Find(row, drift) is { } leg
            ? new(Of(leg), Tone.Danger, $"The ledger holds {Amount(leg.Ours)}, the venue tells {Amount(leg.Theirs)}, compared {Times.Full(drift.ComparedAtUtc)}.")
            : new("none", Tone.Plain, $"Ledger and venue were equal, compared {Times.Full(drift.ComparedAtUtc)}.");
    }

    /// <summary>How much of it differs, for an order of rows; null while it is not known.</summary>
    public static decimal? DriftSize(PositionRow row, AccountDrift? drift) =>
        drift is null ? null : Find(row, drift) is { } leg ? Math.Abs(leg.Theirs - leg.Ours) : 0m;

    public static string Of(LegDrift leg) => leg.Kind switch
    {
        LegDriftKind.Ghost => "GHOST: not at the venue",
        LegDriftKind.Orphan => "ORPHAN: not in the ledger",
        _ => $"venue {Amount(leg.Theirs)}",
    };

    /// <summary>All digits, a short one with its minus.</summary>
    public static string Amount(decimal quantity)
    {
        var text = Math.Abs(quantity).ToString("#,0.############################", CultureInfo.InvariantCulture);
        return quantity < 0m ? "−" + text : text;
    }

    private static LegDrift? Find(PositionRow row, AccountDrift drift) => drift.Legs.FirstOrDefault(leg =>
        leg.Symbol == row.Symbol && (leg.Side == PositionSide.Both || leg.Side == PositionSide.Long == (row.Direction == Direction.Long)));
}
