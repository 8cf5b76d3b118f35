using System.Security.Cryptography;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The journal of replays and simulations: no disk, no waiting, the very lines that <see cref="EventBuffer"/> would write, and a
/// SHA-256 over all of them, so that two runs can be compared by one word. Not for two threads at once.
/// </summary>
/// <param name="copyTo">Takes every line as well; not disposed here. Its failure is a <see cref="JournalUnavailableException"/>, and the hash goes on.</param>
/// <param name="keep">How many of the newest events <see cref="ReadAfter"/> can give back; 0 keeps none.</param>
public sealed class HashingJournal(Stream? copyTo = null, int keep = 0) : IEventJournal, IDisposable
{
    private const int HashedAtOnce = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly EventSerializer _serializer = new();
    private readonly LineBuffer _lines = new(HashedAtOnce * 2);
    private readonly JournaledEvent[] _kept = new JournaledEvent[keep]; // a ring; the oldest is overwritten
    private string? _cause;

    public long Count { get; private set; }

    public JournalHealth Health => new(_cause is null ? JournalState.Ok : JournalState.Failing, Count, Count, _cause, null);

    /// <summary>SHA-256 of all lines so far, lower-case hex. Reading it changes nothing.</summary>
    public string HashHex
    {
        get
        {
            Drain();
            return Convert.ToHexStringLower(_hash.GetCurrentHash());
        }
    }

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        _serializer.Write(_lines, Count + 1, e);
        Count++;
        if (_kept.Length > 0)
        {
            _kept[Count % _kept.Length] = new(Count, e);
        }

        if (_lines.Length >= HashedAtOnce)
        {
            Drain();
            if (_cause is not null)
            {
                return ValueTask.FromException<long>(new JournalUnavailableException($"The copy of the journal cannot be written: {_cause}"));
            }
        }

        return new(Count);
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when events that are asked for are no longer kept.</summary>
    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence)
    {
        var from = Math.Max(0, afterSequence) + 1;
        if (from <= Count - _kept.Length)
        {
            throw new InvalidOperationException($"Events from {from} on were asked for and only the last {_kept.Length} of {Count} are kept; make the journal with a larger 'keep'.");
        }

        return Kept(from);
    }

    /// <summary>Writes what the copy has not got yet.</summary>
    public void Flush()
    {
        Drain();
        copyTo?.Flush();
    }

    public void Dispose()
    {
        Flush();
        _serializer.Dispose();
        _hash.Dispose();
    }

    private IEnumerable<JournaledEvent> Kept(long from)
    {
        for (var sequence = from; sequence <= Count; sequence++)
        {
            yield return _kept[sequence % _kept.Length];
        }
    }

    private void Drain()
    {
        _hash.AppendData(_lines.Written);
        try
        {
            copyTo?.Write(_lines.Written);
        }
        catch (IOException e)
        {
            _cause = e.Message;
        }

        _lines.CutTo(0);
    }
}
