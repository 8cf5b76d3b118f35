namespace QuantumTrader.FakeVenue;

/// <summary>The account side of the REST surface.</summary>
public static class AccountModule
{
    public static void MapRest(RestTable table)
    {
        OrderEndpoints.Map(table);
        BatchEndpoints.Map(table);
        AlgoEndpoints.Map(table);
        SettingEndpoints.Map(table);
        PositionEndpoints.Map(table);
        HistoryEndpoints.Map(table);
        AccountEndpoints.Map(table);
    }
}
