using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Benchmarks.Events;

/// <summary>How fast facts are written: serialised, hashed and dispatched in memory, made durable on this machine's disk, folded.</summary>
public static class EventsBenchmark
{
    private const int InMemory = 1_000_000;
    private static readonly DomainEvent[] Life = OneTrade(1);

    public static IReadOnlyList<BenchmarkRow> Run() => [.. Rows()];

    private static IEnumerable<BenchmarkRow> Rows()
    {
        yield return Time("serialise", InMemory, Serialise);
        yield return Time("publish: HashingJournal and one subscriber", InMemory, Publish);
        yield return Time("fold in TradeBook, first 10,000 trades", 40_000, () => Fold(1, 10_000));
        yield return Time("fold in TradeBook, 10,000 trades after 200,000", 40_000, Folded(200_000));
        using var folder = Written();
        foreach (var row in JournalBenchmark.Rows(folder.Path))
        {
            yield return row;
        }

        yield return Time("read of 1,000,000 events", InMemory, () => ReadAsync(folder.Path).GetAwaiter().GetResult());
        yield return Time("verification of 1,000,000 events", InMemory, () => JournalVerifier.Verify(folder.Path));
    }

    private static BenchmarkRow Time(string what, int count, Action run)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        run();
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var each = Measure.Text($"{seconds / count * 1e9:N0} ns, {(double)allocated / count:N1} B each");
        return new BenchmarkRow(what, count == 1 ? Measure.Text($"{seconds * 1e3:N1} ms") : Measure.Text($"{count / seconds:N0}/s"), "", null, each);
    }

    private static void Serialise()
    {
        using var serializer = new EventSerializer();
        var buffer = new LineBuffer();
        for (var i = 0; i < InMemory; i++)
        {
            buffer.CutTo(0);
            serializer.Write(buffer, i + 1, Life[i % Life.Length]);
        }
    }

    private static void Publish()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var seen = 0L;
        bus.Subscribe(j => seen += j.Sequence);
        for (var i = 0; i < InMemory; i++)
        {
            var published = bus.PublishAsync(Life[i % Life.Length]);
            Debug.Assert(published.IsCompletedSuccessfully, "A journal in memory answers at once.");
        }

        GC.KeepAlive((journal.HashHex, seen));
    }

    private static void Fold(int first, int count) => FoldInto(new TradeBook(), first, count);

    private static Action Folded(int before)
    {
        var book = new TradeBook();
        FoldInto(book, 1, before);
        return () => FoldInto(book, before + 1, 10_000);
    }

    private static void FoldInto(TradeBook book, int first, int count)
    {
        var sequence = book.LastSequence;
        for (var i = first; i < first + count; i++)
        {
            foreach (var e in OneTrade(i))
            {
                book.Apply(new JournaledEvent(++sequence, e));
            }
        }
    }

    private static Folder Written()
    {
        var folder = new Folder();
        using (var copy = File.Create(Path.Combine(folder.Path, "00000000000000000001.jsonl")))
        {
            using var journal = new HashingJournal(copy);
            for (var i = 0; i < InMemory; i++)
            {
                var appended = journal.AppendAsync(Life[i % Life.Length]);
                Debug.Assert(appended.IsCompletedSuccessfully, "A journal in memory answers at once.");
            }
        }

        return folder;
    }

    private static async Task ReadAsync(string directory)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, directory, new EventsOptions(), TimeProvider.System);
        var read = journal.ReadAfter(0).Count();
        if (read != InMemory)
        {
            throw new InvalidOperationException($"{read} events were read and {InMemory} were written.");
        }
    }

    /// <summary>Plan, intent, entry fill, exit fill.</summary>
    internal static DomainEvent[] OneTrade(int number)
    {
        var id = TradeId.Create(string.Create(CultureInfo.InvariantCulture, $"1-{number}"));
        var symbol = Symbol.Create("BTCUSDT");
        var order = ClientOrderId.Create(string.Create(CultureInfo.InvariantCulture, $"qt1-{number}-e"));
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var guid = new Guid(number, 0, 0, new byte[8]);
        return
        [
            new TradePlanned(guid, at, id)
            {
                Symbol = symbol, Direction = Direction.Long, Quantity = new(0.012m), Leverage = new(3m), ReferencePrice = new(65_000.1m), Confidence = 0.71, ModelId = "trend",
                ModelVersion = "1.0.0", SizingState = "NORMAL|0.7|flat", SizingAction = "0.5x3", StopLoss = new(0.02m), TakeProfit = new(0.04m), PartialTakeProfit = new(0.02m),
                PartialShare = new(0.5m), CorrelationId = guid,
            },
            new OrderIntended(guid, at, id)
            {
                Symbol = symbol, ClientOrderId = order, Purpose = OrderPurpose.Entry, Side = OrderSide.Buy, Type = OrderType.Market, Quantity = new(0.012m), ReduceOnly = false, CorrelationId = guid,
            },
            Filled(guid, at, id, symbol, order, (number * 2L) + 1, OrderPurpose.Entry, OrderSide.Buy),
            Filled(guid, at, id, symbol, order, (number * 2L) + 2, OrderPurpose.TakeProfit, OrderSide.Sell),
        ];
    }

    private static OrderFilled Filled(Guid guid, DateTimeOffset at, TradeId id, Symbol symbol, ClientOrderId order, long fill, OrderPurpose purpose, OrderSide side) => new(guid, at, id)
    {
        Symbol = symbol,
        ClientOrderId = order,
        Purpose = purpose,
        FillId = fill,
        Side = side,
        Price = new(65_001.2m),
        Quantity = new(0.012m),
        Remaining = Quantity.Zero,
        Fee = new(0.39m),
        RealisedPnl = Usd.Zero,
        CorrelationId = guid,
        CausationId = guid,
    };

    internal sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("quantumtrader-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
