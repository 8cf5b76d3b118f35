namespace QuantumTrader.Domain.Sizing;

/// <summary>
/// The learned value of each action in each state, and how often it was tried. Values start at 0: an untried action is neither
/// good nor bad, and visits say that it is untried. One writer; the best action of each state is kept up to date so that
/// deciding need not search.
/// </summary>
public sealed class QTable
{
    public const int CellCount = SizingStates.Count * SizingActions.Count;

    private readonly double[] _values = new double[CellCount];
    private readonly int[] _visits = new int[CellCount];
    private readonly int[] _best = new int[SizingStates.Count];

    // A row with one NaN or infinity has no meaningful best cell.
    private readonly bool[] _rowIsFinite = new bool[SizingStates.Count];

    public QTable() => Array.Fill(_rowIsFinite, true);

    /// <summary>From stored cells. Throws <see cref="ArgumentException"/> for another shape than 240 x 105.</summary>
    public QTable(ReadOnlySpan<double> values, ReadOnlySpan<int> visits)
        : this()
    {
        if (values.Length != CellCount || visits.Length != CellCount)
        {
            throw new ArgumentException($"A table of {values.Length} values and {visits.Length} visits is not {SizingStates.Count} states by {SizingActions.Count} actions.", nameof(values));
        }

        values.CopyTo(_values);
        visits.CopyTo(_visits);
        for (var state = 0; state < SizingStates.Count; state++)
        {
            Refresh(state);
        }
    }

    public ReadOnlySpan<double> Values => _values;

    public ReadOnlySpan<int> Visits => _visits;

    public double ValueOf(int state, int action) => _values[CellOf(state, action)];

    public int VisitsOf(int state, int action) => _visits[CellOf(state, action)];

    /// <summary>The action of the highest value; the first of equals.</summary>
    public int BestOf(int state) => _best[state];

    /// <summary>
    /// True when the state's best action was tried at least <paramref name="visitsMin"/> times and its value is at least
    /// <paramref name="valueMin"/>. An action that is only the least bad is no experience to rely on, nor is a row with NaN.
    /// </summary>
    public bool IsTrained(int state, int visitsMin, double valueMin)
    {
        var cell = CellOf(state, _best[state]);
        return _rowIsFinite[state] && _visits[cell] >= Math.Max(visitsMin, 1) && _values[cell] >= valueMin;
    }

    /// <summary>Q := Q + rate (reward - Q). False, and nothing changes, when the result would not be finite.</summary>
    public bool TryUpdate(int state, int action, double reward, double rate)
    {
        var cell = CellOf(state, action);
        var next = _values[cell] + (rate * (reward - _values[cell]));
        if (!double.IsFinite(next))
        {
            return false;
        }

        _values[cell] = next;
        _visits[cell] = _visits[cell] == int.MaxValue ? int.MaxValue : _visits[cell] + 1;
        Refresh(state);
        return true;
    }

    private static int CellOf(int state, int action)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)action, (uint)SizingActions.Count, nameof(action));
        return (state * SizingActions.Count) + action;
    }

    private void Refresh(int state)
    {
        var row = _values.AsSpan(state * SizingActions.Count, SizingActions.Count);
        var (best, finite) = (0, true);
        for (var action = 0; action < row.Length; action++)
        {
            finite &= double.IsFinite(row[action]);
            best = row[action] > row[best] ? action : best;
        }

        (_best[state], _rowIsFinite[state]) = (best, finite);
    }
}
