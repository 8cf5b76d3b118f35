namespace QuantumTrader.Web.Ui.Overview;

/// <param name="IsReplacement">True: what the chart shows is to be thrown away first.</param>
/// <param name="Points">Milliseconds since 1970, equity, limit; three numbers a point. A time that is shown already is overwritten.</param>
public sealed record CurveDelta(bool IsReplacement, IReadOnlyList<double> Points)
{
    public bool IsNothing => !IsReplacement && Points.Count == 0;
}
