using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// The newest mark of each symbol. Receivers put it here from any thread; the engine takes what is new when it comes to it, so a slow
/// engine skips old marks and never queues them. Bounded by the number of symbols.
/// </summary>
public sealed class MarkBoard : IMarkFeed
{
    private readonly Lock _gate = new();
    private readonly Action<Action> _post;
    private readonly Action _tell;
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly MarkReading[] _marks;
    private readonly bool[] _isNew;
    private readonly MarkReading[] _told; // the engine's own copy
    private IMarkListener? _listener;
    private bool _isPosted;
    private long _replaced;

    /// <param name="symbols">Each once.</param>
    /// <param name="post">Runs an action on the engine's scheduler, in the order given.</param>
    public MarkBoard(IReadOnlyList<Symbol> symbols, Action<Action> post)
    {
        (_symbols, _post, _tell) = (symbols, post, Tell);
        (_marks, _isNew, _told) = (new MarkReading[symbols.Count], new bool[symbols.Count], new MarkReading[symbols.Count]);
    }

    /// <summary>Marks that were replaced by newer ones before the engine saw them.</summary>
    public long Replaced => Interlocked.Read(ref _replaced);

    public void Subscribe(IMarkListener listener)
    {
        lock (_gate)
        {
            _listener = _listener is null ? listener : throw new InvalidOperationException("The marks have a listener already.");
        }
    }

    /// <summary>Of one symbol, by its index. One that is older than what is there changes nothing.</summary>
    internal void Put(int index, decimal price, DateTimeOffset atUtc)
    {
        lock (_gate)
        {
            if (atUtc < _marks[index].AtUtc)
            {
                return;
            }

            _replaced += _isNew[index] ? 1 : 0;
            (_marks[index], _isNew[index]) = (new(_symbols[index], new(price), atUtc), true);
        }
    }

    /// <summary>After a frame: lets the engine know, unless it has been told and has not come yet.</summary>
    internal void Publish()
    {
        lock (_gate)
        {
            if (_isPosted || _listener is null)
            {
                return;
            }

            _isPosted = true;
        }

        _post(_tell);
    }

    private void Tell()
    {
        var count = 0;
        lock (_gate)
        {
            _isPosted = false;
            for (var i = 0; i < _marks.Length; i++)
            {
                if (_isNew[i])
                {
                    (_told[count++], _isNew[i]) = (_marks[i], false);
                }
            }
        }

        if (count > 0)
        {
            _listener!.OnMarks(_told.AsSpan(0, count));
        }
    }
}
