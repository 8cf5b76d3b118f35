using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Trades;

/// <summary>What a data directory holds while no engine runs on it, read from a copy by the product's own stores.</summary>
internal sealed record DataImage
{
    public required IReadOnlyList<JournaledEvent> Journal { get; init; }

    /// <summary>The journal folded from its first event on.</summary>
    public required TradeBook Book { get; init; }

    /// <summary>As the trade store has them, open ones and the last that are over.</summary>
    public required IReadOnlyDictionary<TradeId, TradeState> Stored { get; init; }

    public required PaperAccountState Account { get; init; }

    public required long Epoch { get; init; }

    public required JournalReport Verified { get; init; }

    public static async Task<DataImage> TakeAsync(string data)
    {
        using var copy = new TempFolder();
        Copy(data, copy.Path);
        var verified = JournalVerifier.Verify(copy["events"]); // before opening, which cuts off a torn end
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, copy["events"], new EventsOptions(), TimeProvider.System);
        using var trades = new SqliteTradeStateStore(copy["engine.db"]);
        await using var accounts = new SqlitePaperAccountStore(copy["engine.db"], "main", TimeProvider.System);
        var open = await trades.ListOpenAsync(null, CancellationToken.None);
        var over = await trades.ListClosedAsync(0, TradeBook.RecentDefault, CancellationToken.None);
        return new DataImage
        {
            Journal = [.. journal.ReadAfter(0)],
            Book = TradeBookRestore.FromJournal(journal),
            Stored = open.Concat(over).ToDictionary(t => t.TradeId),
            Account = (await accounts.LoadAsync(CancellationToken.None))!,
            Epoch = long.Parse(File.ReadAllText(copy["engine.epoch"]), System.Globalization.CultureInfo.InvariantCulture),
            Verified = verified,
        };
    }

    /// <summary>Signed quantity by symbol, flat ones left out: what the venue holds.</summary>
    public SortedDictionary<string, decimal> Positions => new(Account.Symbols
        .Where(s => s.Legs.Count > 0)
        .ToDictionary(s => s.Symbol.Value, s => s.Legs.Sum(l => l.Amount)));

    /// <summary>The same from the journal's trades.</summary>
    public SortedDictionary<string, decimal> PositionsOfTrades => new(Book.Open
        .Where(t => t.QuantityOpen.Value != 0m)
        .GroupBy(t => t.Symbol.Value)
        .ToDictionary(g => g.Key, g => g.Sum(t => t.Direction == Direction.Long ? t.QuantityOpen.Value : -t.QuantityOpen.Value)));

    /// <summary>Every trade that the book knows, as text.</summary>
    public IReadOnlyDictionary<TradeId, TradeState> Trades => Book.Open.Concat(Book.Recent).ToDictionary(t => t.TradeId);

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".sock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
