using QuantumTrader.Domain.Events;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>How much of the journal is not in the shared store yet.</summary>
internal static class BacklogItem
{
    private const decimal CautionFrom = 0.6m;

    public static StorageItem Of(ForwarderHealth? health, bool isEmbedded, long backlogMax, DateTimeOffset nowUtc) => health is null
        ? new("backlog", "Backlog", isEmbedded ? new("not used", Tone.Plain, "The store is embedded: the journal is not copied.") : Shown.Unknown("The forwarder has not reported yet."))
        : new("backlog", "Backlog", ValueOf(health, backlogMax), DetailOf(health, nowUtc), UsedShare(health, backlogMax), StorageItems.EventsPage);

    private static Shown ValueOf(ForwarderHealth health, long backlogMax)
    {
        var count = Figures.Count(health.Backlog);
        return health.State switch
        {
            ForwarderState.Conflict => new($"CONFLICT, {count} waiting", Tone.Danger, "The shared store holds something else under one of our ids. Nothing is forwarded until a person looked."),
            _ when !(health.Backlog <= backlogMax) => new($"{count} waiting", Tone.Danger, $"More than the {Figures.Count(backlogMax)} that a stand-by may lack: entries are denied."),
            ForwarderState.Waiting => new($"{count} waiting", Tone.Caution, "The shared store does not take events; they are safe on the disk."),
            ForwarderState.Forwarding => new(
                $"{count} waiting",
                UsedShare(health, backlogMax) < CautionFrom ? Tone.Plain : Tone.Caution,
                $"Durable events that are not in the shared store yet; entries are denied above {Figures.Count(backlogMax)}."),
            _ => Shown.Unknown("The forwarder names a state that this screen does not know."),
        };
    }

    private static string DetailOf(ForwarderHealth health, DateTimeOffset nowUtc)
    {
        var oldest = health.Backlog <= 0 ? null
            : health.OldestWaitingAtUtc is { } at ? $"oldest {Times.Age(nowUtc - at)}"
            : "age of the oldest unknown";
        var rate = double.IsFinite(health.DrainPerSecond) && health.DrainPerSecond >= 0d ? $"{Figures.Count((long)health.DrainPerSecond)}/s" : "rate unknown";
        return string.Join(" · ", new[] { oldest, rate, $"confirmed #{Figures.Count(health.ConfirmedSequence)}", health.Cause }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static decimal UsedShare(ForwarderHealth health, long backlogMax) => backlogMax > 0 ? Math.Max(0m, (decimal)health.Backlog / backlogMax) : 1m;
}
