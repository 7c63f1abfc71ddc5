using System.Data;
using AnnotationHub.Storage.TypeHandlers;
using Microsoft.Data.SqlClient;

namespace AnnotationHub.Storage.Tests;

public sealed class IdHandlerTests
{
    [Fact]
    public void SetValue_Null_IsStillBinaryToSqlServer()
    {
        var parameter = new SqlParameter();
        new IdHandler().SetValue(parameter, DBNull.Value);
        Assert.Equal((SqlDbType.VarBinary, DBNull.Value), (parameter.SqlDbType, parameter.Value));
    }

    [Fact]
    public void SetValue_Id_ComesBackFromItsBytes()
    {
        var id = Guid.CreateVersion7();
        var parameter = new SqlParameter();
        new IdHandler().SetValue(parameter, id);
        Assert.Equal(id, new IdHandler().Parse(typeof(Guid), parameter.Value));
    }
}
