using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>How many live screens are open, for each user and in all. Holds one entry for each user with an open one. Thread-safe.</summary>
internal sealed class CircuitCounter(IOptions<AccessOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _perUser = [];
    private int _all;

    public int All
    {
        get
        {
            lock (_gate)
            {
                return _all;
            }
        }
    }

    /// <summary>Null when it was let in, and <see cref="Leave"/> must follow; else why not.</summary>
    public string? Enter(string user)
    {
        lock (_gate)
        {
            var own = _perUser.GetValueOrDefault(user);
            if (own >= options.Value.CircuitsPerUser)
            {
                return $"You have {own} live screens open, which is the most (Access:CircuitsPerUser). Close one; the plain pages and /emergency work all the same.";
            }

            if (_all >= options.Value.CircuitsMax)
            {
                return $"{_all} live screens are open, which is the most (Access:CircuitsMax). The plain pages and /emergency work all the same.";
            }

            (_perUser[user], _all) = (own + 1, _all + 1);
            return null;
        }
    }

    public void Leave(string user)
    {
        lock (_gate)
        {
            _all--;
            if (--_perUser[user] == 0)
            {
                _perUser.Remove(user);
            }
        }
    }
}
