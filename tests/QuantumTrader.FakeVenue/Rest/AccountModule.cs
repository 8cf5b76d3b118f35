namespace QuantumTrader.FakeVenue;

/// <summary>The account side of the REST surface.</summary>
public static class AccountModule
{
    public static void MapRest(RestTable table)
    {
        _ = table;
    }
}
