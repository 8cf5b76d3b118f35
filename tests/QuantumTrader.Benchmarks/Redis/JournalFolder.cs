using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Benchmarks.Redis;

/// <summary>A journal of order intents on the disk.</summary>
internal sealed class JournalFolder : IDisposable
{
    public const string JournalId = "0123456789abcdef";

    public string Path { get; } = Directory.CreateTempSubdirectory("quantumtrader-").FullName;

    public static JournalFolder Write(int events)
    {
        var folder = new JournalFolder();
        File.WriteAllText(System.IO.Path.Combine(folder.Path, "journal.id"), JournalId + "\n");
        using var file = File.Create(System.IO.Path.Combine(folder.Path, "00000000000000000001.jsonl"));
        using var journal = new HashingJournal(file);
        for (var i = 1; i <= events; i++)
        {
            var appended = journal.AppendAsync(Event(i));
            Debug.Assert(appended.IsCompletedSuccessfully, "A journal in memory answers at once.");
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static OrderIntended Event(int number)
    {
        var id = new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
        return new(id, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMilliseconds(number), TradeId.Create(string.Create(CultureInfo.InvariantCulture, $"1-{number}")))
        {
            Symbol = Symbol.Create("BTCUSDT"),
            ClientOrderId = ClientOrderId.Create(string.Create(CultureInfo.InvariantCulture, $"qt1-{number}-e")),
            Purpose = OrderPurpose.Entry,
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            Quantity = new(0.012m),
            ReduceOnly = false,
            CorrelationId = id,
        };
    }
}
