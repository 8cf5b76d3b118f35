using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>The places of consumers without a disk.</summary>
public sealed class MemoryConsumers : IJournalConsumers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _places = [];

    public IReadOnlyDictionary<string, long> All
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, long>(_places);
            }
        }
    }

    public long Register(string name)
    {
        lock (_gate)
        {
            _places.TryAdd(name, 0);
            return _places[name];
        }
    }

    public void Confirm(string name, long sequence)
    {
        lock (_gate)
        {
            _places[name] = Math.Max(_places[name], sequence);
        }
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            _places.Remove(name);
        }
    }
}
