using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>The chunks that were sent and not yet answered, in order. Bounded by lines and by bytes.</summary>
internal sealed class ForwardWindow(RedisLink link, string journalId, Func<long> epoch, long top, Action<long, DateTimeOffset?> confirmed)
{
    private const int BytesMax = 8 * 1024 * 1024;
    private readonly RedisKey[] _keys = ForwardScript.KeysOf(link.Keys, journalId);
    private readonly string _owner = link.Owner.Remembered ?? throw new ForwardInterruptedException("It is not known whose the database is.");
    private readonly Queue<(ForwardChunk Chunk, Task<RedisResult> Answer)> _sent = new(); // bounded by Redis:ForwardBatch and BytesMax
    private readonly Stack<ForwardChunk> _free = new(); // bounded by what was ever sent at once
    private ForwardChunk _filling = new();
    private int _lines;
    private int _bytes;

    /// <summary>The last entry's sequence once everything that was sent is there.</summary>
    public long Top { get; private set; } = top;

    /// <summary>Waits only while the window is full.</summary>
    public async ValueTask AddAsync(JournalLine line)
    {
        if (!_filling.TryAdd(line))
        {
            await SendAsync();
            _filling.TryAdd(line);
        }
    }

    /// <summary>Sends what was added, however little.</summary>
    public async ValueTask SendAsync()
    {
        if (_filling.Count == 0)
        {
            return;
        }

        while (_sent.Count > 0 && (_sent.Peek().Answer.IsCompleted || _lines + _filling.Count > link.Options.ForwardBatch || _bytes + _filling.Length > BytesMax))
        {
            await SettleFirstAsync();
        }

        var chunk = _filling;
        _filling = _free.TryPop(out var free) ? free : new();
        _sent.Enqueue((chunk, ForwardScript.RunAsync(link.Database, _keys, chunk.Arguments(_owner, Top, journalId, epoch()))));
        (_lines, _bytes, Top) = (_lines + chunk.Count, _bytes + chunk.Length, chunk.LastSequence);
    }

    /// <summary>Waits for all answers. Throws at the first that is not good: those behind it changed nothing then.</summary>
    public async ValueTask SettleAsync()
    {
        while (_sent.Count > 0)
        {
            await SettleFirstAsync();
        }
    }

    /// <summary>After a failure: ends when no answer can come any more. What was done is found out by reading back.</summary>
    public async ValueTask GiveUpAsync()
    {
        while (_sent.TryDequeue(out var sent))
        {
            await ((Task)sent.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async ValueTask SettleFirstAsync()
    {
        var (chunk, answer) = _sent.Peek();
        var result = (int)await answer;
        _sent.Dequeue();
        if (result != 1)
        {
            throw new ForwardInterruptedException(result == ForwardScript.OwnerDiffers
                ? "The database is not ours any more."
                : "The stream's end is not where it was; it is read again.");
        }

        (_lines, _bytes) = (_lines - chunk.Count, _bytes - chunk.Length);
        confirmed(chunk.LastSequence, _sent.TryPeek(out var next) ? next.Chunk.FirstAtUtc : _filling.Count > 0 ? _filling.FirstAtUtc : null);
        chunk.Clear(); // only now: the client may still have been reading a chunk that failed
        _free.Push(chunk);
    }
}
