using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>The journal: how far, and whether the disk takes it.</summary>
internal static class JournalItem
{
    /// <summary>A disk answers within milliseconds; an event that waits longer than this says that it hangs.</summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(1);

    public static StorageItem Of(EngineView view, DateTimeOffset nowUtc) => new("journal", "Journal", ValueOf(view, nowUtc), DetailOf(view, nowUtc), Href: StorageItems.EventsPage);

    /// <summary>Null while it writes.</summary>
    public static string? Trouble(EngineView view, DateTimeOffset nowUtc) => view switch
    {
        { Journal: { Ok: false } journal } => $"NOT WRITING: {journal.Cause ?? "cause unknown"}",
        _ when IsStalled(view.Storage?.JournalWaitingSinceUtc, nowUtc) => "STALLED: the disk does not answer",
        _ => null,
    };

    private static Shown ValueOf(EngineView view, DateTimeOffset nowUtc) =>
        view.Journal is not { } journal ? Shown.Unknown("The journal has not reported yet.")
        : Trouble(view, nowUtc) is { } trouble ? new(trouble, Tone.Danger, "Nothing new is durable, so nothing new is traded; exits and STOP go on.")
        : new($"#{Figures.Count(journal.LastSequence)}", Tone.Plain, "The last event's sequence.");

    private static string? DetailOf(EngineView view, DateTimeOffset nowUtc)
    {
        if (view.Journal is not { } journal)
        {
            return null;
        }

        var waiting = $"{Figures.Count(journal.NotYetDurable)} not yet durable";
        var since = view.Storage?.JournalWaitingSinceUtc;
        return Trouble(view, nowUtc) is null ? $"{waiting} · last {(journal.LastDurableAtUtc is { } last ? $"{Times.Age(nowUtc - last)} ago" : "unknown")}"
            : since is { } at ? $"#{Figures.Count(journal.LastSequence)} · {waiting} · since {Times.Clock(at)} ({Times.Age(nowUtc - at)})"
            : $"#{Figures.Count(journal.LastSequence)} · {waiting} · since when is unknown";
    }

    private static bool IsStalled(DateTimeOffset? sinceUtc, DateTimeOffset nowUtc) => sinceUtc is { } since && !(nowUtc - since <= StalledAfter);
}
