using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.OutageChild;

/// <summary>Publishes at a steady rate, whatever the store does, and tells each event that was acknowledged.</summary>
internal sealed class Publisher(EventBuffer journal, ulong run, int rate, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly SeededIds _ids = new(run);
    private readonly StringBuilder _told = new();

    public async Task RunAsync(Task until)
    {
        var (from, published) = (time.GetTimestamp(), 0L);
        using var output = Console.OpenStandardOutput();
        var acknowledging = new Queue<Task>(); // bounded by the journal's own queue, which refuses more
        while (!until.IsCompleted)
        {
            for (var owed = (long)(time.GetElapsedTime(from).TotalSeconds * rate); published < owed; published++)
            {
                acknowledging.Enqueue(PublishAsync());
            }

            while (acknowledging.TryPeek(out var first) && first.IsCompleted)
            {
                await acknowledging.Dequeue();
            }

            Tell(output);
            await Task.Delay(Tick, time, CancellationToken.None);
        }

        await Task.WhenAll(acknowledging);
        Tell(output);
    }

    private async Task PublishAsync()
    {
        var e = new MarketStarted(_ids.Next(), time.GetUtcNow()) { Source = "outage", Symbols = [] };
        var sequence = await journal.AppendAsync(e);
        lock (_told)
        {
            _told.Append(CultureInfo.InvariantCulture, $"{sequence} {e.EventId}\n");
        }
    }

    private void Tell(Stream output)
    {
        lock (_told)
        {
            output.Write(Encoding.ASCII.GetBytes(_told.ToString()));
            _told.Clear();
        }

        output.Flush();
    }
}
