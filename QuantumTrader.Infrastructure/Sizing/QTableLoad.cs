namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>What was found where the Q-table should be.</summary>
public abstract record QTableLoad(QTableImage Image)
{
    public sealed record Loaded(QTableImage Image) : QTableLoad(Image);

    /// <summary>A first start.</summary>
    public sealed record Missing() : QTableLoad(QTableImage.Untrained);

    /// <summary>The file was unusable; the sizer starts untrained, which is the cautious way.</summary>
    /// <param name="Problem">One line for the log and the operator.</param>
    /// <param name="KeptAs">Where the unusable file is now; null when it could not be moved.</param>
    public sealed record Rejected(string Problem, string? KeptAs) : QTableLoad(QTableImage.Untrained);
}
