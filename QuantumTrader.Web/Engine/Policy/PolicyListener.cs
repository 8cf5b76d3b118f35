using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>
/// Has the policy read as soon as another process is heard to have changed it. Announcements that come while one waits for its turn are
/// one with it, so that a flood of them is one reading at a time; a lost one costs until the next poll.
/// </summary>
public sealed class PolicyListener : IDisposable
{
    private readonly EngineContext _context;
    private readonly Func<long, bool> _isNews;
    private readonly Func<Task> _read;
    private readonly IDisposable? _subscription;
    private long _newest;
    private int _waits;

    /// <param name="changes">Null: nobody else writes.</param>
    /// <param name="isNews">On the engine: whether that version is not known yet.</param>
    /// <param name="read">On the engine.</param>
    public PolicyListener(IPolicyChanges? changes, EngineContext context, Func<long, bool> isNews, Func<Task> read)
    {
        (_context, _isNews, _read) = (context, isNews, read);
        _subscription = changes?.Subscribe(Heard);
    }

    /// <summary>Announcements heard, news or not.</summary>
    public long Count { get; private set; }

    public void Dispose() => _subscription?.Dispose();

    /// <summary>On a thread of the connection.</summary>
    private void Heard(long version)
    {
        for (var known = Volatile.Read(ref _newest); version > known; known = Volatile.Read(ref _newest))
        {
            Interlocked.CompareExchange(ref _newest, version, known);
        }

        if (Interlocked.Exchange(ref _waits, 1) == 0)
        {
            _context.Post(async _ => await OnHeardAsync(), null);
        }
    }

    private async Task OnHeardAsync()
    {
        Volatile.Write(ref _waits, 0); // what is announced from here on is read anew
        Interlocked.MemoryBarrier();
        Count++;
        if (_isNews(Volatile.Read(ref _newest)))
        {
            await _read();
        }
    }
}
