using System.Text;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>Keeps what a line tells.</summary>
internal sealed class RecordingSink : IStreamSink
{
    private readonly List<string> _told = [];
    private readonly List<string> _data = [];

    /// <summary>up, and down with its cause, as they came.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    public IReadOnlyList<string> Data
    {
        get
        {
            lock (_told)
            {
                return [.. _data];
            }
        }
    }

    public bool OnData(ReadOnlySpan<byte> data)
    {
        var text = Encoding.UTF8.GetString(data);
        lock (_told)
        {
            _data.Add(text);
        }

        return !text.Contains("garbage", StringComparison.Ordinal);
    }

    public ValueTask WaitForRoomAsync(CancellationToken stopping) => ValueTask.CompletedTask;

    public void OnUp() => Tell("up");

    public void OnDown(string cause) => Tell("down: " + cause);

    private void Tell(string text)
    {
        lock (_told)
        {
            _told.Add(text);
        }
    }
}
