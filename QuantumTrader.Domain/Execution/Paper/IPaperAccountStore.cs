namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>Where a paper account survives a restart. One writer at a time.</summary>
public interface IPaperAccountStore
{
    /// <summary>Null when none was ever stored; a damaged one is a <see cref="PaperStateException"/>, never a fresh account.</summary>
    /// <exception cref="PaperStoreUnavailableException">The store did not answer.</exception>
    ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping);

    /// <summary>Returns when the state is durable. States are given in order, each replacing the one before.</summary>
    /// <exception cref="PaperStoreUnavailableException">It may or may not be durable; the next save settles it.</exception>
    ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping);
}
