using System.Net.Sockets;
using System.Collections.Concurrent;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Asks the venue for bars, some symbols at a time and never the same one twice at once; the answers wait until they are taken.</summary>
internal sealed class BarBackfill(IBarHistory history, BarSettings settings, Action answered) : IDisposable
{
    private readonly ConcurrentQueue<BarAnswer> _answers = new(); // at most one per symbol
    private readonly ConcurrentDictionary<Symbol, Task> _running = new(); // at most one per symbol
    private readonly SemaphoreSlim _places = new(settings.AskedAtOnceMax);
    private volatile string? _failure;

    /// <summary>Of the last question; null when it was answered.</summary>
    public string? Failure => _failure;

    public void Ask(Symbol symbol, DateTimeOffset fromUtc, CancellationToken stopping)
    {
        if (!_running.ContainsKey(symbol))
        {
            _running[symbol] = Task.Run(() => AskAsync(symbol, fromUtc, stopping), CancellationToken.None);
        }
    }

    public bool TryTake(out BarAnswer answer)
    {
        if (!_answers.TryDequeue(out answer))
        {
            return false;
        }

        _running.TryRemove(answer.Symbol, out _);
        return true;
    }

    public void Dispose() => _places.Dispose();

    private async Task AskAsync(Symbol symbol, DateTimeOffset fromUtc, CancellationToken stopping)
    {
        IReadOnlyList<Candle>? candles = null;
        try
        {
            await _places.WaitAsync(stopping).ConfigureAwait(false);
            try
            {
                var read = await history.ReadAsync(symbol, fromUtc, IBarHistory.PageMax, stopping).ConfigureAwait(false);
                (candles, _failure) = (read.Value, read.Failure);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or HttpRequestException or IOException or SocketException)
        {
            _failure = e.Message;
        }

        _answers.Enqueue(new(symbol, candles));
        answered();
    }
}
