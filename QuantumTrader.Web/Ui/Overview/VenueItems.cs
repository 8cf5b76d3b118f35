using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>The venue beyond this machine in the health strip: how fast it answers, what it lets us ask, how old its streams are.</summary>
public static class VenueItems
{
    private const decimal Crowded = 0.8m;
    private static readonly TimeSpan SkewMax = TimeSpan.FromSeconds(1); // the venue refuses a request from further ahead
    private static readonly TimeSpan SlowFrom = TimeSpan.FromSeconds(1);

    public static IEnumerable<HealthItem> Of(EngineView view) => view.Venue is { } venue ? Of(view, venue) : [];

    private static IEnumerable<HealthItem> Of(EngineView view, VenueStatus venue)
    {
        yield return new("Venue", NameOf(venue));
        yield return new("Answers in", venue.RoundTrip is { } trip ? new(Milliseconds(trip), trip < SlowFrom ? Tone.Plain : Tone.Caution) : Shown.Unknown("The venue has not answered yet."));
        yield return new("Clock skew", venue.ClockSkew is { } skew
            ? new(Milliseconds(skew), skew.Duration() < SkewMax ? Tone.Plain : Tone.Danger, "The venue's clock less ours; requests are stamped with the venue's.")
            : Shown.Unknown("The venue's clock has not been asked yet."));
        yield return new("Request weight", UseOf(venue.WeightUsed, venue.WeightMax, "a minute"));
        yield return new("Orders", UseOf(venue.OrdersUsed, venue.OrdersMax, "a minute"));
        foreach (var stream in venue.Streams)
        {
            yield return new($"Stream {stream.Name}", StreamOf(stream, view.AtUtc), stream.IsSteady ? new Freshness<EngineView>(view, stream.LastFrameAtUtc, TopBarModel.AgeMax) : null);
        }

        yield return new("Dead man", venue.DeadManAtUtc is { } at
            ? new($"in {Times.Duration(at > view.AtUtc ? at - view.AtUtc : TimeSpan.Zero)}", Tone.Plain, "If nothing is heard from us until then, the venue cancels our regular orders. Stops stay.")
            : new("off", Tone.Plain, "No regular order of ours rests at the venue."));
    }

    private static Shown NameOf(VenueStatus venue) => venue.BannedUntilUtc is { } until
        ? venue.IsBanned
            ? new($"{venue.Name}: banned until {Times.Full(until)}", Tone.Danger, "The venue has banned this address. Nothing is sent until then, no cancel and no close either; a restart does not end it.")
            : new($"{venue.Name}: refuses us until {Times.Full(until)}", Tone.Danger, "It was asked too often. Nothing is sent until then.")
        : venue.Refusal is { } refusal ? new($"{venue.Name}: refuses us", Tone.Danger, refusal)
        : venue.Objection is { } objection ? new($"{venue.Name}: no entries", Tone.Danger, objection)
        : new(venue.Name);

    private static Shown UseOf(int used, int max, string span) => max > 0
        ? new($"{Figures.Count(used)} of {Figures.Count(max)} {span}", used < max * Crowded ? Tone.Plain : Tone.Caution)
        : Shown.Unknown("The venue's limit is not known yet.");

    private static Shown StreamOf(VenueStreamStatus stream, DateTimeOffset nowUtc) =>
        stream.Fault is { } fault ? new("not trusted", Tone.Danger, fault)
        : !stream.IsConnected ? new("not connected", Tone.Danger)
        : new(string.Join(", ", WordsOf(stream, nowUtc)));

    private static IEnumerable<string> WordsOf(VenueStreamStatus stream, DateTimeOffset nowUtc)
    {
        yield return "connected";
        if (!stream.IsSteady && stream.LastFrameAtUtc is { } at)
        {
            yield return $"last word {Times.Duration(nowUtc > at ? nowUtc - at : TimeSpan.Zero)} ago";
        }

        if (stream.Reconnects > 0)
        {
            yield return $"{Figures.Count(stream.Reconnects)} reconnects";
        }

        if (stream.Gaps > 0)
        {
            yield return $"{Figures.Count(stream.Gaps)} gaps";
        }

        if (stream.Late > 0)
        {
            yield return $"{Figures.Count(stream.Late)} marks too old";
        }

        if (stream.Early > 0)
        {
            yield return $"{Figures.Count(stream.Early)} marks from the future";
        }
    }

    private static string Milliseconds(TimeSpan span) => $"{Figures.Count((long)span.TotalMilliseconds)} ms";
}
