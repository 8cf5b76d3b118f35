using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine;

public sealed partial class TradingEngine
{
    /// <summary>What people must close at the venue, because nothing sent from here does.</summary>
    public ManualCloseList ManualClose => field ??= new(_parts.Time);

    /// <summary>Called often; <paramref name="venue"/> is null on paper.</summary>
    public void WatchManualClose(VenueStatus? venue)
    {
        if (Leadership.Duty == EngineDuty.StandingBy)
        {
            ManualClose.Clear();
            return;
        }

        var stuck = Emergency.Record is { RunState: EmergencyRunState.Stuck } ? $"The emergency stop does not get it closed. {Emergency.Status.Detail}".TrimEnd() : null;
        ManualClose.Look(Ledger, Book, WhyNoClose(venue), stuck);
    }

    /// <summary>A pause of seconds or minutes is none: the venue takes closes after it.</summary>
    private static string? WhyNoClose(VenueStatus? venue) => venue switch
    {
        { Refusal: { } refusal } => refusal,
        { IsBanned: true, BannedUntilUtc: { } until } => string.Create(CultureInfo.InvariantCulture, $"The venue has banned this address until {until:u}."),
        _ => null,
    };
}
