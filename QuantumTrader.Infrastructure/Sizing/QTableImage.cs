using QuantumTrader.Domain.Sizing;

namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>What is kept of the sizer between runs.</summary>
public sealed record QTableImage(QTable Table, RecentOutcomes Recent)
{
    public static QTableImage Untrained => new(new QTable(), default);
}
