using System.Runtime.CompilerServices;
using System.Threading.Channels;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// The newest mark of each symbol. Receivers put it here from any thread; the engine takes what is new when it comes to it, so a slow
/// engine skips old marks and never queues them. Bounded by the number of symbols.
/// </summary>
internal sealed class MarkBoard : IMarkFeed
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly MarkReading[] _marks;
    private readonly bool[] _isNew;
    private readonly MarkReading[] _told; // the reader's own copy

    // One place: that something is new is said once, however much it is.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _replaced;
    private long _old;

    /// <param name="symbols">Each once.</param>
    public MarkBoard(IReadOnlyList<Symbol> symbols)
    {
        _symbols = symbols;
        (_marks, _isNew, _told) = (new MarkReading[symbols.Count], new bool[symbols.Count], new MarkReading[symbols.Count]);
    }

    /// <summary>Marks that were replaced by newer ones before the engine saw them.</summary>
    public long Replaced => Interlocked.Read(ref _replaced);

    /// <summary>Marks that were not newer than what was there.</summary>
    public long Old => Interlocked.Read(ref _old);

    /// <summary>Of one symbol, by its index. <see cref="Publish"/> tells it.</summary>
    public void Put(int index, decimal price, DateTimeOffset atUtc)
    {
        lock (_gate)
        {
            if (atUtc <= _marks[index].AtUtc)
            {
                _old++;
                return;
            }

            _replaced += _isNew[index] ? 1 : 0;
            (_marks[index], _isNew[index]) = (new(_symbols[index], new(price), atUtc), true);
        }
    }

    /// <summary>After a frame.</summary>
    public void Publish() => _news.Writer.TryWrite(true);

    public async IAsyncEnumerable<ReadOnlyMemory<MarkReading>> ReadMarksAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        while (true)
        {
            await _news.Reader.ReadAsync(stopping);
            var count = Take();
            if (count > 0)
            {
                yield return _told.AsMemory(0, count);
            }
        }
    }

    /// <summary>What is new, copied for the reader; how many they are.</summary>
    internal int Take()
    {
        var count = 0;
        lock (_gate)
        {
            for (var i = 0; i < _marks.Length; i++)
            {
                if (_isNew[i])
                {
                    (_told[count++], _isNew[i]) = (_marks[i], false);
                }
            }
        }

        return count;
    }
}
