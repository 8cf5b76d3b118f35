namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Sum and sum of squares of the last <paramref name="length"/> values. Both are added up afresh once per turn of the
/// ring, so the rounding errors of adding and taking away cannot pile up; that is still O(1) per value on average.
/// </summary>
internal sealed class RollingWindow(int length)
{
    private readonly double[] _values = new double[length > 0 ? length : throw new ArgumentOutOfRangeException(nameof(length))];
    private int _next;
    private int _count;

    public bool IsFull => _count == _values.Length;

    public double Sum { get; private set; }

    public double SumOfSquares { get; private set; }

    public void Add(double value)
    {
        var old = _values[_next];
        _values[_next] = value;
        _count = Math.Min(_count + 1, _values.Length);
        if (++_next == _values.Length)
        {
            _next = 0;
            AddUpAfresh();
            return;
        }

        Sum += value - old;
        SumOfSquares += (value * value) - (old * old);
    }

    public void Reset()
    {
        Array.Clear(_values);
        (_next, _count, Sum, SumOfSquares) = (0, 0, 0, 0);
    }

    private void AddUpAfresh()
    {
        double sum = 0, squares = 0;
        foreach (var value in _values)
        {
            sum += value;
            squares += value * value;
        }

        (Sum, SumOfSquares) = (sum, squares);
    }
}
