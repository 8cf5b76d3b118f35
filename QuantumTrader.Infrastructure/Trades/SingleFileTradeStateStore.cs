using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// Trade states in one file that is replaced whole: the way back when the other stores are switched off. Changes that come while
/// the file is being written share the next write, and each is acknowledged when it is durable. What is read is what is durable.
/// After a failure the file is read anew. For one process at a time; the data directory's lock sees to that.
/// </summary>
/// <param name="disk">Where the file is.</param>
/// <param name="path">Its name.</param>
/// <param name="journalId">The journal that sequences count in; empty where there is only one.</param>
/// <param name="closedMax">See <see cref="ClosedMax"/>.</param>
public sealed class SingleFileTradeStateStore(IDisk disk, string path, string journalId = "", int closedMax = SingleFileTradeStateStore.ClosedMax) : ITradeStateStore
{
    /// <summary>Trades that are over and kept; the oldest leave, because the file is held in memory and written whole each time.</summary>
    public const int ClosedMax = 2_000;

    private readonly Lock _gate = new();
    private readonly Lock _disk = new(); // held while the file is used; taken before _gate
    private readonly TradeFile _file = new(disk, path);
    private TradeFileContent? _durable; // null: not read yet, or not known after a failure
    private Batch? _next; // bounded by its callers, who all wait for it
    private bool _isWriting;
    private bool _isUnsure; // a write failed: what the file shows may not be durable, so it is written once more

    public Task SaveAsync(TradeState trade, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return ChangeAsync(draft => draft.Save(trade), stopping);
    }

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => ReadAsync(c => c.Trades.GetValueOrDefault(id), stopping);

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => ChangeAsync(draft => draft.Delete(id), stopping);

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) =>
        ReadAsync(c => TradeStateOrder.Open(c.Trades.Values, symbol), stopping);

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) =>
        ReadAsync(c => TradeStateOrder.Closed(c.Trades.Values, skip, take), stopping);

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => ReadAsync(c => c.Checkpoints.GetValueOrDefault(journalId), stopping);

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => ChangeAsync(draft => draft.Checkpoint(sequence), stopping);

    private async Task<T> ReadAsync<T>(Func<TradeFileContent, T> read, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_durable is { } known)
            {
                return read(known);
            }
        }

        return read(await Task.Run(Durable, CancellationToken.None));
    }

    private async Task<bool> ChangeAsync(Func<TradeFileDraft, bool> change, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var asked = new Change(change);
        Task written;
        lock (_gate)
        {
            _next ??= new Batch();
            _next.Changes.Add(asked);
            written = _next.Written.Task;
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(WriteAll, CancellationToken.None); // ends by itself; every failure goes to those who wait for the batch
            }
        }

        await written;
        return asked.Answer;
    }

    private void WriteAll()
    {
        while (TakeNext() is { } batch)
        {
            try
            {
                Write(batch);
                batch.Written.SetResult();
            }
            catch (TradeStoreUnavailableException e)
            {
                batch.Written.SetException(e);
            }
        }
    }

    private Batch? TakeNext()
    {
        lock (_gate)
        {
            var next = _next;
            _next = null;
            _isWriting = next is not null;
            return next;
        }
    }

    private void Write(Batch batch)
    {
        var draft = new TradeFileDraft(Durable(), journalId);
        foreach (var change in batch.Changes)
        {
            change.Answer = change.Run(draft);
        }

        if (!draft.IsChanged && !_isUnsure)
        {
            return;
        }

        var content = draft.ToContent(closedMax);
        lock (_disk)
        {
            _isUnsure = true;
            Use("written", () =>
            {
                _file.Replace(content);
                return content;
            });
            _isUnsure = false;
        }
    }

    private TradeFileContent Durable()
    {
        lock (_disk)
        {
            lock (_gate)
            {
                if (_durable is { } known)
                {
                    return known;
                }
            }

            return Use("read", _file.Read);
        }
    }

    /// <summary>After a failure nothing is known about the file, so the next call reads it.</summary>
    private TradeFileContent Use(string done, Func<TradeFileContent> work)
    {
        TradeFileContent? content = null;
        try
        {
            return content = work();
        }
        catch (InvalidDataException e)
        {
            throw new TradeStoreUnavailableException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TradeStoreUnavailableException($"The trade file {path} could not be {done}: {e.Message} Free the disk or set the rights right; it is tried again.", e);
        }
        finally
        {
            lock (_gate)
            {
                _durable = content;
            }
        }
    }

    private sealed class Change(Func<TradeFileDraft, bool> run)
    {
        public Func<TradeFileDraft, bool> Run { get; } = run;

        public bool Answer { get; set; }
    }

    private sealed class Batch
    {
        public List<Change> Changes { get; } = [];

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
