using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>Read once for all screens while nothing new is durable.</summary>
internal sealed class EventTail(IJournalLines journal, IAccessGate gate, TimeProvider time) : IEventTail, IDisposable
{
    public const int RowsMax = 50;
    public const int TextLengthMax = 240;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // A disk that hangs keeps at most one thread.
    private readonly SemaphoreSlim _reader = new(1, 1);
    private (long Last, IReadOnlyList<EventRow> Rows) _known = (0, []);

    public void Dispose() => _reader.Dispose();

    public async Task<Guarded<IReadOnlyList<EventRow>>> ReadAsync(Caller caller, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<IReadOnlyList<EventRow>>.Refused(refusal);
        }

        if (!await _reader.WaitAsync(Limit, stopping))
        {
            throw new TimeoutException("The disk does not answer.");
        }

        // Reading the disk holds its thread; the permit comes back when that thread does.
        var reading = Task.Run(() =>
        {
            try
            {
                return Read();
            }
            finally
            {
                _reader.Release();
            }
        }, CancellationToken.None);
        return new Guarded<IReadOnlyList<EventRow>>.Done(await reading.WaitAsync(Limit, time, stopping));
    }

    private IReadOnlyList<EventRow> Read()
    {
        var last = journal.LastDurableSequence;
        if (last != _known.Last)
        {
            using var cursor = journal.OpenAfter(Math.Max(0, last - RowsMax));
            _known = (last, [.. cursor.Read(RowsMax).Select(RowOf).Reverse()]);
        }

        return _known.Rows;
    }

    private static EventRow RowOf(JournalLine line)
    {
        using var document = JsonDocument.Parse(line.Bytes);
        var data = document.RootElement.GetProperty("data").GetRawText();
        return new(line.Sequence, line.AtUtc, document.RootElement.GetProperty("type").GetString()!, data.Length <= TextLengthMax ? data : data[..TextLengthMax] + "…");
    }
}
