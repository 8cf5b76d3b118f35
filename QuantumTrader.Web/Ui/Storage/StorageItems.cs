using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>The storage panel: where the truth is kept, who may write it, and how far behind its copies are.</summary>
public static class StorageItems
{
    public const string EventsPage = "events";
    private const string Embedded = "Embedded";
    private static readonly Shown NotReported = Shown.Unknown("The engine has not reported its storage.");

    /// <param name="view">The picture; its storage may be missing.</param>
    /// <param name="backlogMax">Entries are denied above it while a stand-by may have to take over.</param>
    /// <param name="nowUtc">For how long things last.</param>
    public static IReadOnlyList<StorageItem> Of(EngineView view, long backlogMax, DateTimeOffset nowUtc)
    {
        var storage = view.Storage;
        var isEmbedded = storage is not null && IsEmbedded(storage);
        return
        [
            new("provider", "Store", ProviderOf(storage)),
            RoleItem.Of(storage),
            JournalItem.Of(view, nowUtc),
            RedisItem.Of(storage?.Redis, isEmbedded, nowUtc),
            BacklogItem.Of(storage?.Forwarder, isEmbedded, backlogMax, nowUtc),
            TradesOf(storage),
            new("quarantined", "Quarantined", storage is null ? NotReported : Counted(storage.QuarantinedLines, "Damaged journal lines, kept aside. Run 'events verify'."), Href: EventsPage),
            new("dead-letters", "Dead letters", storage is null ? NotReported : Counted(storage.DeadLetters, "Events on which a subscriber kept failing; retry them on the events page."), Href: EventsPage + "#dead-letters"),
        ];
    }

    public static bool IsEmbedded(StorageView storage) => string.Equals(storage.Provider, Embedded, StringComparison.OrdinalIgnoreCase);

    private static Shown ProviderOf(StorageView? storage) =>
        storage is null ? NotReported
        : IsEmbedded(storage) ? new(Embedded, Tone.Plain, "SQLite and the journal in the data directory; no other instance can take over.")
        : new(storage.Provider, Tone.Plain, "Policy, trade states and events are shared, so that another instance can take over.");

    private static StorageItem TradesOf(StorageView? storage) => storage switch
    {
        null => new("trades", "Trade store", NotReported),
        { TradesBehind: <= 0, TradesCause: null } => new("trades", "Trade store", new("up to date", Tone.Plain, "Every durable event is in the trade states.")),
        _ => new("trades", "Trade store", new($"{Figures.Count(storage.TradesBehind)} behind", storage.TradesCause is null ? Tone.Plain : Tone.Caution, "Events that the trade states have not taken yet; the engine itself has."), storage.TradesCause),
    };

    private static Shown Counted(long count, string meaning) => new(Figures.Count(count), count == 0 ? Tone.Plain : Tone.Caution, meaning);
}
